package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.cli.Commands.Result;
import org.junit.jupiter.api.Test;

class GenerateBytesCommandTest {
    private static final Path ONE = Commands.GOLDENS.resolve("models/olmo2");
    private static final Path OTHER = Commands.GOLDENS.resolve("models/llama2");

    private static Result generate(List<Path> models, Object... more) {
        List<Object> command = new ArrayList<>(List.of("generate"));
        command.addAll(models);
        command.addAll(List.of("--prompt", "You sh"));
        command.addAll(List.of(more));
        return Commands.run(command.toArray());
    }

    private static JsonNode first(List<Path> models, Object... more) {
        List<Object> options = new ArrayList<>(List.of(more));
        options.add("--json");
        return generate(models, options.toArray()).ok().objects().get(0);
    }

    @Test
    void bytesArePrintedWithTheirProbabilities() {
        List<JsonNode> objects = generate(List.of(ONE), "--bytes", "--prompt", "It", "--max-new-bytes", "6", "--json").ok().objects();
        assertThat(objects).hasSize(3);
        JsonNode text = objects.get(0);
        assertThat(text.path("kind").asText()).isEqualTo("generate");
        assertThat(text.path("outcomes")).hasSameSizeAs(text.path("probabilities")).isNotEmpty();
        assertThat(text.path("probabilities")).allSatisfy(p -> assertThat(p.asDouble()).isBetween(1.0 / 257, 1.0));
        byte[] bytes = new byte[text.path("bytes").size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) text.path("bytes").get(i).asInt();
        }
        assertThat(text.path("text").asText()).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
        assertThat(text.path("ended").asBoolean()).isEqualTo(text.path("reason").asText().equals("end"));
        assertThat(objects.get(2).path("kind").asText()).isEqualTo("generated");
        assertThat(objects.get(2).path("bytes").asInt()).isEqualTo(text.path("outcomes").size() + objects.get(1).path("outcomes").size());
        assertThat(objects.get(2).path("modelRows").asInt()).isPositive();
    }

    @Test
    void theTextIsPrintedAsItIsWritten() {
        Object[] options = {"--bytes", "--max-new-bytes", "12", "--top-k", "5", "--seed", "3"};
        Result printed = generate(List.of(ONE), options).ok();
        JsonNode object = first(List.of(ONE), options);
        assertThat(printed.out()).isEqualTo(object.path("text").asText() + System.lineSeparator());
        assertThat(printed.err()).contains("bytes in").contains("ended by: ");
    }

    @Test
    void modelsOfDifferentTokenizersWriteTogether() {
        JsonNode one = first(List.of(ONE), "--bytes", "--max-new-bytes", "1");
        JsonNode itself = first(List.of(ONE, ONE), "--bytes", "--max-new-bytes", "1", "--mix", "geometric");
        assertThat(itself.path("outcomes")).isEqualTo(one.path("outcomes"));
        assertThat(itself.path("probabilities").get(0).asDouble()).isCloseTo(one.path("probabilities").get(0).asDouble(), within(1e-9));
        JsonNode weighted = first(List.of(ONE, OTHER), "--bytes", "--max-new-bytes", "1", "--weights", "1,0");
        assertThat(weighted.path("probabilities").get(0).asDouble()).isCloseTo(one.path("probabilities").get(0).asDouble(), within(1e-9));
        for (String mix : List.of("arithmetic", "geometric", "product", "entropy")) {
            List<JsonNode> both = generate(List.of(ONE, OTHER), "--bytes", "--max-new-bytes", "5", "--mix", mix, "--json").ok().objects();
            assertThat(both.get(0).path("outcomes")).as(mix).isNotEmpty();
            assertThat(both.get(1).path("mix").asText()).isEqualTo(mix);
            assertThat(both.get(1).path("models")).hasSize(2);
        }
    }

    @Test
    void whatMakesNoSenseIsToldWithItsCure() {
        assertRefused(generate(List.of(ONE, OTHER)), "only byte by byte", "Add --bytes");
        assertRefused(generate(List.of(ONE), "--weights", "1"), "--weights", "Add --bytes");
        assertRefused(generate(List.of(ONE), "--mix", "product"), "--mix", "Add --bytes");
        assertRefused(generate(List.of(ONE, OTHER), "--bytes", "--weights", "1,2,3"), "3 weights for 2 models");
        assertRefused(generate(List.of(ONE, OTHER), "--bytes", "--weights", "1,-2"), "Weight 2 is -2.0");
        assertRefused(generate(List.of(ONE), "--bytes", "--max-new-tokens", "4"), "Use --max-new-bytes");
        assertRefused(generate(List.of(ONE), "--bytes", "--max-new-bytes", "0"), "new bytes is 0");
        assertRefused(generate(List.of(ONE), "--bytes", "--repetition-penalty", "1.2"), "repetition penalty");
        assertRefused(generate(List.of(ONE), "--bytes", "--width", "0"), "width is 0");
        assertRefused(generate(List.of(ONE), "--bytes", "--chat"), "has no chat template");
    }

    private static void assertRefused(Result result, String... words) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(2);
        assertThat(result.err()).contains(words).doesNotContain("\tat ");
    }
}
