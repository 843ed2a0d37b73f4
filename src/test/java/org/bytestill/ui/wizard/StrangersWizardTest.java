package org.bytestill.ui.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bytestill.engine.SmallRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tokenizer of a stranger that is chosen in the wizard ends neither the window nor the run in it. */
@Tag("faults")
class StrangersWizardTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path UNIGRAM = Path.of("src/test/resources/goldens/tokenizers/bases/unigram.json");
    private static final String BYTE_LEVEL = "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true, \"use_regex\": false}";
    /** What a window without a display is started with. */
    private static final List<String> HEADLESS = List.of("testfx.robot", "testfx.headless", "glass.platform", "monocle.platform",
            "headless.geometry", "prism.order", "javafx.animation.pulse");

    @TempDir
    private Path folder;
    private final List<String> models = new ArrayList<>();

    @Test
    void aStrangersTokenizerChosenInTheWizardEndsNoRun() throws Exception {
        model("nested-decoder", "\"decoder\":null", "\"decoder\":" + nested("decoders", 3000));
        model("nested-pre-tokenizer", null, nested("pretokenizers", 130));
        model("exponential", null, split("(a+)+$"));
        model("unbalanced", null, split("(?<=a"));
        model("long-token", longToken());
        model("page", "<!DOCTYPE html><html></html>");
        model("pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");
        model("cut", Files.readString(SmallRun.STUDENT.resolve("tokenizer.json")).substring(0, 5000));
        model("one-id", Files.readString(SmallRun.STUDENT.resolve("tokenizer.json")).replaceFirst(": *200,", ": 201,"));
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isZero();
            assertThat(Files.readString(said)).contains("The run ended as if alone.").doesNotContain("should not have happened");
        } finally {
            process.destroyForcibly();
        }
    }

    /** A model with this tokenizer. */
    private void model(String name, String tokenizer) throws IOException {
        Path model = Files.createDirectory(folder.resolve(name));
        try (Stream<Path> files = Files.list(SmallRun.STUDENT)) {
            for (Path file : files.filter(file -> !file.endsWith("golden.safetensors")).toList()) {
                Files.copy(file, model.resolve(file.getFileName()));
            }
        }
        Files.writeString(model.resolve("tokenizer.json"), tokenizer);
        models.add(model.toString());
    }

    /** A model whose tokenizer is another's but for one part, or, where none is named, for its pre-tokenizer. */
    private void model(String name, String part, String instead) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(SmallRun.STUDENT.resolve("tokenizer.json").toFile());
        json.putNull("decoder").putNull("pre_tokenizer");
        String written = JSON.writeValueAsString(json);
        model(name, part == null ? written.replace("\"pre_tokenizer\":null", "\"pre_tokenizer\":" + instead)
                : written.replace(part, instead));
    }

    private static String nested(String list, int depth) {
        return "{\"type\":\"Sequence\",\"%s\":[".formatted(list).repeat(depth) + BYTE_LEVEL + "]}".repeat(depth);
    }

    private static String split(String expression) throws IOException {
        return "{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"Split\", \"pattern\": {\"Regex\": "
                + JSON.writeValueAsString(expression) + "}, \"behavior\": \"Isolated\", \"invert\": false}, " + BYTE_LEVEL + "]}";
    }

    private static String longToken() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(UNIGRAM.toFile());
        ((ArrayNode) json.path("model").path("vocab")).addArray().add("x".repeat(20_000)).add(-1.5);
        return JSON.writeValueAsString(json);
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:TieredStopAtLevel=1", "-DOPT_OUT_TRACKING=true"));
        HEADLESS.stream().filter(key -> System.getProperty(key) != null)
                .forEach(key -> command.add("-D" + key + "=" + System.getProperty(key)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StrangersWizardProcess.class.getName(), folder.toString()));
        command.addAll(models);
        return command;
    }
}
