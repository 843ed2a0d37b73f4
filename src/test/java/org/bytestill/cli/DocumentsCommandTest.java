package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.cli.Commands.Result;
import org.bytestill.problem.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsCommandTest {
    private static final Path DATA = Path.of("src/test/resources/goldens/records/data");

    @TempDir
    Path folder;

    @Test
    void aRowIsAnObjectWithItsTextAndTheSupervisedBytes() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"),
                "{\"prompt\": \"é\", \"completion\": \"b\"}\n\n{\"prompt\": \"p\", \"completion\": \"\"}\n");
        List<JsonNode> rows = Commands.run("documents", file, "--json").ok().objects();
        assertThat(rows.get(0).toString()).isEqualTo("{\"schema\":1,\"kind\":\"document\",\"row\":0,\"line\":1,\"text\":\"éb\",\"bytes\":3,"
                + "\"supervised\":[[2,3]]}");
        assertThat(rows.get(1).toString()).isEqualTo("{\"schema\":1,\"kind\":\"document\",\"row\":1,\"line\":3,\"skipped\":\"empty\"}");
    }

    @Test
    void conversationsAreShownAsTheyAreWithoutATemplate() {
        List<JsonNode> rows = Commands.run("documents", DATA.resolve("prompt-completion-messages.jsonl"), "--json").ok().objects();
        assertThat(rows).hasSize(20)
                .allSatisfy(row -> assertThat(row.get("messages").size()).isGreaterThan(row.get("first_supervised_message").asInt()));
    }

    @Test
    void rowsOfAFolderAreCountedThroughAndNameTheirFile() {
        Result result = Commands.run("documents", DATA.resolve("mixed"), "--json").ok();
        List<JsonNode> rows = result.objects();
        assertThat(rows).hasSize(17);
        assertThat(rows.get(16).get("row").asInt()).isEqualTo(16);
        assertThat(rows.get(16).get("file").asText()).endsWith("d.csv");
        assertThat(result.err()).contains("not read are .hidden.jsonl, LICENSE, README.md, config.json, dataset_info.json, picture.png.");
    }

    @Test
    void aColumnIsNamedByAMapping() {
        assertThat(Commands.run("documents", DATA.resolve("content.jsonl"), "--map", "text=content", "--json").ok().objects()).hasSize(20);
        Result unmapped = Commands.run("documents", DATA.resolve("content.jsonl"), "--json");
        assertThat(unmapped.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(unmapped.err()).contains("content.jsonl: its columns are").contains("text=COLUMN");
    }

    @Test
    void theRowsBeforeABadOneAreGivenAndTheErrorNamesItsLine() {
        Result result = Commands.run("documents", DATA.resolve("broken/bad-line.jsonl"), "--json");
        assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(result.objects()).hasSize(12);
        assertThat(result.err()).contains("bad-line.jsonl, line 13: not valid JSON").doesNotContain("\tat ");
    }

    @Test
    void peopleSeeALineARowAndTheSum() {
        String out = Commands.run("documents", DATA.resolve("text.nulls.parquet")).ok().out();
        assertThat(out).contains("row 0: ").contains("skipped, empty")
                .contains("37 rows (text): 13 skipped because they hold nothing, 0 refused");
    }

    private Path template() throws IOException {
        return Files.writeString(folder.resolve("t.jinja"), "{% for m in messages %}[{{ m.role }}]{{ m.content }}<e>{% endfor %}"
                + "{% if add_generation_prompt %}[assistant]{% endif %}");
    }

    @Test
    void withATemplateAConversationBecomesDocumentsOrIsRefused() throws IOException {
        Path chats = Files.writeString(folder.resolve("a.jsonl"), """
                {"messages": [{"role": "user", "content": "é"}, {"role": "assistant", "content": "b"}]}
                {"messages": [{"role": "user", "content": "x"}]}
                """);
        Path tokens = Files.writeString(folder.resolve("tokens.json"), "{\"eos_token\": \"<e>\"}");
        List<JsonNode> rows = Commands.run("documents", chats, "--template", template(), "--tokens", tokens, "--control-tokens",
                "<e>,[user],[assistant]", "--clock", "2026-03-09T14:05:07", "--json").ok().objects();
        assertThat(rows.get(0).get("documents").toString())
                .isEqualTo("[{\"text\":\"[user]é<e>[assistant]b<e>\",\"supervised\":[[22,26]],\"messages\":[1]}]");
        assertThat(rows.get(0).get("turns").toString()).isEqualTo("[{\"message\":1,\"status\":\"in place\",\"end_token\":\"<e>\"}]");
        assertThat(rows.get(1).get("refused").asText()).isEqualTo("no assistant turn");
    }

    @Test
    void dataWithoutAnythingToLearnFromIsAnError() throws IOException {
        Result result = Commands.run("documents", DATA.resolve("broken/all-refused.jsonl"), "--template", template(), "--json");
        assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(result.err()).contains("gives nothing to learn from").contains("of its 6 rows 0 hold nothing and 6 have no answer");
    }

    @Test
    void aTemplateThatIsNoneIsTold() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.jinja"), "{% for %}");
        Result result = Commands.run("documents", DATA.resolve("messages.jsonl"), "--template", broken, "--json");
        assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(result.err()).contains("broken.jinja").doesNotContain("\tat ");
        assertThat(Commands.run("documents", DATA.resolve("messages.jsonl"), "--control-tokens", "x").err()).contains("Add --template");
    }
}
