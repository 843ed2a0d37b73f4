package org.bytestill.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class QuotedTest {
    @Test
    void ofALongTextTheFirstTwoHundredCharactersAreQuoted() {
        assertThat(Quoted.of("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(Quoted.of("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
        assertThat(Quoted.of("x".repeat(199) + "😀")).as("no half of a character").isEqualTo("x".repeat(199) + "…");
    }

    @Test
    void whatATerminalObeysIsWrittenAsAnEscape() {
        assertThat(Quoted.of("a\u001b[2J\nb")).isEqualTo("a\\u001b[2J\\u000ab");
    }

    @Test
    void valuesOfJsonAreShortenedInEveryMessage() throws Exception {
        assertThat(UserError.badInput("%s", new ObjectMapper().readTree("{\"a\":[1,{\"b\":null}],\"c\":\"d\"}")))
                .hasMessage("{\"a\":[1,{\"b\":null}],\"c\":\"d\"}");
        assertThat(UserError.badInput("%s", TextNode.valueOf("x".repeat(100_000))).getMessage()).hasSize(201);
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Collections.nCopies(100_000, "word").forEach(list::add);
        assertThat(UserError.badInput("%s", list).getMessage()).startsWith("[\"word\",\"word\"").hasSize(201);
        assertThat(UserError.badInput("%s", Collections.nCopies(100_000, 7L)).getMessage()).hasSize(201);
    }

    @Test
    void aSentenceOfTheProgramsOwnIsNeverCut() {
        assertThat(UserError.badInput("%s", "A sentence. ".repeat(100))).hasMessage("A sentence. ".repeat(100));
        assertThat(UserError.badInput("%s", "x".repeat(1_000_000)).getMessage()).hasSize(2001);
    }
}
