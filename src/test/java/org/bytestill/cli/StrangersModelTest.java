package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A model of a stranger, chosen for a run beside which others compute: the check that the wizard and the command line make tells what is
 * wrong with it, and the process lives on.
 */
class StrangersModelTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path model(String part, String value) throws IOException {
        Path model = Commands.copyOf(Commands.STUDENT, folder.resolve("model"));
        ObjectNode json = (ObjectNode) JSON.readTree(model.resolve("tokenizer.json").toFile());
        json.set(part, JSON.readTree(value));
        JSON.writeValue(model.resolve("tokenizer.json").toFile(), json);
        return model;
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(a|a)*$"})
    @Timeout(120)
    void anExpressionThatEndsTheLibraryIsTold(String expression) throws IOException {
        Path model = model("pre_tokenizer", "{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"Split\", \"pattern\": {\"Regex\": "
                + JSON.writeValueAsString(expression) + "}, \"behavior\": \"Isolated\", \"invert\": false},"
                + " {\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true, \"use_regex\": false}]}");
        Path text = Files.writeString(folder.resolve("text.txt"), "a".repeat(60) + "!");
        Commands.Result result = Commands.run("inspect", "--model", model, "--text", text);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("tokenizer.json cuts text by rules that the tokenizers library does not end with");
    }

    @Test
    void aTokenThatEndsTheLibraryIsToldByTheCheck() throws IOException {
        String token = "x".repeat(20_000);
        Path model = model("added_tokens", "[{\"id\": 5, \"content\": \"" + token + "\", \"special\": false}]");
        Commands.Result result = Commands.run("check", Commands.smallRun(folder), "--set", "student=" + model);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).contains("holds a token of 20000 characters").hasSizeLessThan(4000);
    }
}
