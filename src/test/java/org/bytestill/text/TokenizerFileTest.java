package org.bytestill.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model folder says, by small folders written here. */
class TokenizerFileTest {
    @TempDir
    Path folder;

    /** Characters as byte-level tokens 0 to 5 (Ġ is the space), 6 "ab", specials 7 and 9 with a gap at 8, 10 an added run of lines. */
    private static final String BYTE_LEVEL = """
            {"version": "1.0", "truncation": {"direction": "Right", "max_length": 4, "strategy": "LongestFirst", "stride": 0},
             "padding": null, "added_tokens": [
              {"id": 7, "content": "<e>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
              {"id": 9, "content": "<b>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
              {"id": 10, "content": "\\n\\n", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": false}],
             "normalizer": {"type": "NFC"},
             "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true},
             "post_processor": null, "decoder": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true},
             "model": {"type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": null,
              "end_of_word_suffix": null, "fuse_unk": false, "byte_fallback": false, "ignore_merges": false,
              "vocab": {"a": 0, "b": 1, "Ġ": 2, "<": 3, "e": 4, ">": 5, "ab": 6}, "merges": ["a b"]}}
            """;

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String withType(String json, String type) {
        return json.replace("\"type\": \"BPE\"", "\"type\": \"" + type + "\"");
    }

    @Test
    void addedTokensAreBytesUnlessSpecialAndGapsAreNone() throws IOException {
        write("tokenizer.json", BYTE_LEVEL);
        write("tokenizer_config.json", "{\"eos_token\": {\"content\": \"<e>\"}}");
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            Vocabulary vocabulary = tokenizer.vocabulary();
            assertThat(vocabulary.size()).isEqualTo(11);
            assertThat(vocabulary.bytesOf(2)).containsExactly(' ');
            assertThat(vocabulary.bytesOf(6)).containsExactly('a', 'b');
            assertThat(vocabulary.bytesOf(7)).isEmpty();
            assertThat(vocabulary.bytesOf(8)).isEmpty();
            assertThat(vocabulary.bytesOf(10)).containsExactly('\n', '\n');
            assertThat(vocabulary.isSpecial(9)).isTrue();
            assertThat(vocabulary.endsSequence(7)).isTrue();
        }
    }

    @Test
    void theNameOfASpecialTokenInATextIsOrdinaryText() throws IOException {
        write("tokenizer.json", BYTE_LEVEL);
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThat(tokenizer.encode(TestTexts.utf8("ab<e>"))).containsExactly(6, 3, 4, 5);
        }
    }

    @Test
    void nothingIsPutInFrontNormalisedOrTruncatedAndTheUserIsTold() throws IOException {
        write("tokenizer.json", BYTE_LEVEL);
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThat(tokenizer.encode(TestTexts.utf8("ab ab\n\nab"))).containsExactly(6, 2, 6, 10, 6);
            assertThat(tokenizer.notes()).hasSize(2);
            assertThat(tokenizer.notes().get(0)).contains("NFC");
            assertThat(tokenizer.notes().get(1)).contains("space in front");
        }
    }

    @Test
    void theBeginIsNamedElseTheConfigsElseTheEnd() throws IOException {
        write("tokenizer.json", BYTE_LEVEL);
        write("tokenizer_config.json", "{\"eos_token\": \"<e>\", \"bos_token\": null}");
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThat(tokenizer.vocabulary().beginOfSequence()).as("the end separates documents").isEqualTo(7);
        }
        write("config.json", "{\"bos_token_id\": 9}");
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThat(tokenizer.vocabulary().beginOfSequence()).isEqualTo(9);
        }
        write("config.json", "{\"bos_token_id\": 1}");
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThat(tokenizer.vocabulary().beginOfSequence()).as("id 1 is the letter b: another model's default").isEqualTo(7);
        }
        write("tokenizer_config.json", "{\"eos_token\": \"<e>\", \"bos_token\": \"<b>\"}");
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThat(tokenizer.vocabulary().beginOfSequence()).isEqualTo(9);
        }
    }

    @Test
    void beginAndEndAreFoundWhereverTokenizersPutThem() throws IOException {
        String[][] places = {{"special_tokens_map.json", "{\"bos_token\": {\"content\": \"<b>\"}, \"eos_token\": \"<e>\"}"},
            {"generation_config.json", "{\"bos_token_id\": 9, \"eos_token_id\": 7}"},
            {"config.json", "{\"text_config\": {\"bos_token_id\": 9, \"eos_token_id\": [7]}}"},
            {"config.json", "{\"bos_token_id\": 9, \"eos_token_id\": 7}"}};
        for (String[] place : places) {
            write("tokenizer.json", BYTE_LEVEL);
            write(place[0], place[1]);
            assertBeginAndEnd(9, 7, place[0]);
            Files.delete(folder.resolve(place[0]));
        }
        String template = "{\"type\": \"Sequence\", \"processors\": [{\"type\": \"ByteLevel\"}, {\"type\": \"TemplateProcessing\", \"single\":"
                + " [{\"SpecialToken\": {\"id\": \"<b>\", \"type_id\": 0}}, {\"Sequence\": {\"id\": \"A\", \"type_id\": 0}},"
                + " {\"SpecialToken\": {\"id\": \"<e>\", \"type_id\": 0}}]}]}";
        for (String around : new String[] {template, "{\"type\": \"RobertaProcessing\", \"cls\": [\"<b>\", 9], \"sep\": [\"<e>\", 7]}"}) {
            ObjectNode json = (ObjectNode) new ObjectMapper().readTree(BYTE_LEVEL);
            json.set("post_processor", new ObjectMapper().readTree(around));
            write("tokenizer.json", json.toString());
            assertBeginAndEnd(9, 7, around);
        }
    }

    private void assertBeginAndEnd(int begin, int end, String place) {
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThat(tokenizer.vocabulary().beginOfSequence()).as(place).isEqualTo(begin);
            assertThat(tokenizer.vocabulary().endOfSequence().stream()).as(place).containsExactly(end);
        }
    }

    @Test
    void everyEndOfTheGenerationConfigEndsASequence() throws IOException {
        write("tokenizer.json", BYTE_LEVEL);
        write("tokenizer_config.json", "{\"eos_token\": \"<e>\"}");
        write("generation_config.json", "{\"eos_token_id\": [9, 7]}");
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThat(tokenizer.vocabulary().endOfSequence().stream()).containsExactly(7, 9);
        }
    }

    @Test
    void anotherEndGivesAnotherFingerprint() throws IOException {
        write("tokenizer.json", BYTE_LEVEL);
        String before;
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            before = tokenizer.fingerprint();
            assertThat(before).hasSize(64);
        }
        write("tokenizer_config.json", "{\"eos_token\": \"<e>\"}");
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThat(tokenizer.fingerprint()).isNotEqualTo(before);
        }
    }

    @Test
    void aByteWithoutTokenIsNamedWithItsOffset() throws IOException {
        write("tokenizer.json", BYTE_LEVEL);
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThatThrownBy(() -> tokenizer.encode(TestTexts.utf8("abz"))).isInstanceOf(UserError.class)
                    .hasMessageContaining("0x7A").hasMessageContaining("byte offset 2").hasMessageContaining("tokenizer.json");
        }
    }

    @Test
    void aMissingFileIsNamedWithWhatItIsFor() {
        assertThatThrownBy(() -> Tokenizer.open(folder)).isInstanceOf(UserError.class)
                .hasMessageStartingWith("No tokenizer.json in " + folder + ": it turns tokens into bytes. Download it");
    }

    @Test
    void anOlderFormOfItIsToldWithTheWayToTheNewOne() throws IOException {
        write("tokenizer.model", "x");
        assertThatThrownBy(() -> Tokenizer.open(folder)).isInstanceOf(UserError.class).hasMessageContaining("another form")
                .hasMessageContaining("save_pretrained");
    }

    @Test
    void brokenJsonIsNamedWithLineAndColumn() throws IOException {
        write("tokenizer.json", "{\"model\":\n  {\"type\": oops}}");
        assertThatThrownBy(() -> Tokenizer.open(folder)).isInstanceOfSatisfying(UserError.class,
                error -> assertThat(error.exitCode()).isEqualTo(ExitCode.CORRUPT_FILE))
                .hasMessageContaining("line 2, column").hasMessageContaining("oops");
    }

    @Test
    void anotherKindOfTokenizerIsRefusedByName() throws IOException {
        for (String type : new String[] {"WordPiece", "WordLevel"}) {
            write("tokenizer.json", withType(BYTE_LEVEL, type));
            assertThatThrownBy(() -> Tokenizer.open(folder)).isInstanceOf(UserError.class)
                    .hasMessageContaining("of type " + type).hasMessageContaining("are supported");
        }
        write("tokenizer.json", BYTE_LEVEL.replace("ByteLevel", "Digits"));
        assertThatThrownBy(() -> Tokenizer.open(folder)).isInstanceOf(UserError.class).hasMessageContaining("neither byte-level");
        write("tokenizer.json", BYTE_LEVEL.replace("\"end_of_word_suffix\": null", "\"end_of_word_suffix\": \"</w>\""));
        assertThatThrownBy(() -> Tokenizer.open(folder)).isInstanceOf(UserError.class).hasMessageContaining("</w>");
    }

    @Test
    void aMergeOfUnknownTokensIsAnError() throws IOException {
        write("tokenizer.json", BYTE_LEVEL.replace("\"a b\"", "\"a c\""));
        assertThatThrownBy(() -> Tokenizer.open(folder)).isInstanceOf(UserError.class).hasMessageContaining("a c");
    }

    /** In the vocabulary, and by an added token of text; a special token may have another name there. */
    @Test
    void twoByteStringsOfOneIdAreRefused() throws IOException {
        write("tokenizer.json", BYTE_LEVEL.replace("\"ab\": 6", "\"ab\": 6, \"b<\": 6"));
        assertThatThrownBy(() -> Tokenizer.open(folder)).isInstanceOf(UserError.class).hasMessageContaining("gives the id 6 to the tokens");
        write("tokenizer.json", BYTE_LEVEL.replace("{\"id\": 10,", "{\"id\": 6,"));
        assertThatThrownBy(() -> Tokenizer.open(folder)).isInstanceOf(UserError.class).hasMessageContaining("gives the id 6 to the tokens");
        write("tokenizer.json", BYTE_LEVEL.replace("\"ab\": 6", "\"ab\": 6, \"<reserved>\": 7"));
        Tokenizer.open(folder).close();
    }
}
