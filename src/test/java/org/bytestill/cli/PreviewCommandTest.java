package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.cli.Commands.Result;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.preview.ChatModels;
import org.bytestill.problem.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewCommandTest {
    @TempDir
    Path folder;
    private Path yaml;

    @BeforeEach
    void writeRun() throws IOException {
        yaml = Files.writeString(folder.resolve("run.yaml"), RunConfigFile.write(ChatModels.config(folder, ChatModels.ROWS)));
    }

    @Test
    void peopleSeeTokensSpecialOnesAndMarksWithoutColours() {
        String out = Commands.run("preview", yaml).ok().out();
        List<String> lines = out.lines().toList();
        int answer = lines.indexOf("  in│·the│⟦<|im_end|>⟧│↵│");
        assertThat(answer).as(out).isPositive();
        assertThat(lines.get(answer + 1)).isEqualTo("  ^^ ^^^^ ^^^^^^^^^^^^");
        assertThat(out).contains("== 1: ").contains("chats.jsonl, line 1").contains("student  57 bytes, ")
                .contains("6 supervised; first ids 1 ")
                .contains("⟦<|im_start|>⟧│").doesNotContain("\u001b[");
        assertThat(out).contains("2 of 2 documents shown. Counted over all of the text:").contains("  duplicates    1 equal")
                .contains("  skipped       1 row that holds nothing").contains("  unsupervised  1 left out")
                .contains("10.5 % of the bytes supervised");
    }

    @Test
    void programsGetAnObjectADocumentAndASum() {
        Result result = Commands.run("preview", yaml, "--documents", "1", "--json").ok();
        List<JsonNode> objects = result.objects();
        assertThat(objects).hasSize(2);
        JsonNode document = objects.get(0);
        assertThat(document.path("kind").asText()).isEqualTo("preview");
        assertThat(document.path("number").asInt()).isEqualTo(1);
        assertThat(document.path("models")).extracting(model -> model.path("role").asText()).containsExactly("teacher", "student");
        JsonNode student = document.path("models").get(1).path("texts").get(0);
        assertThat(student.path("text").asText()).isEqualTo("user\nat<|im_end|>\n<|im_start|>assistant\nin the<|im_end|>\n");
        assertThat(student.path("supervised").toString()).isEqualTo("[[40,46]]");
        assertThat(student.path("firstIds")).hasSize(10);
        assertThat(student.path("tokens").get(0).toString())
                .isEqualTo("{\"start\":0,\"end\":0,\"id\":1,\"name\":\"<|im_start|>\",\"special\":true,\"supervised\":false}");
        JsonNode sum = objects.get(1);
        assertThat(sum.path("kind").asText()).isEqualTo("previewed");
        assertThat(sum.path("whole").asBoolean()).isTrue();
        assertThat(sum.path("documents").asInt()).isEqualTo(2);
        assertThat(sum.path("duplicates").asInt()).isEqualTo(1);
        assertThat(sum.path("models").get(1).path("bytes").asInt()).isEqualTo(114);
        assertThat(sum.path("notes").toString()).contains("2 of 3 conversations are used");
        assertThat(result.err()).contains("2 of 3 conversations are used");
    }

    @Test
    void whatCannotBeShownIsToldWithItsCure() {
        assertRefused(Commands.run("preview", yaml, "--set", "text.train=[]"), "No text to train on is chosen.");
        assertRefused(Commands.run("preview", yaml, "--set", "student="), "No student is chosen.");
        assertRefused(Commands.run("preview", yaml, "--documents", "-1"), "-1 documents");
        assertRefused(Commands.run("preview", yaml, "--bytes", "-1"), "-1 bytes");
    }

    private static void assertRefused(Result result, String words) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(result.err()).contains(words).doesNotContain("\tat ");
    }
}
