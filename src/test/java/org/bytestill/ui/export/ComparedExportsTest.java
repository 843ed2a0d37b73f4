package org.bytestill.ui.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bytestill.export.ExportComparison;
import org.bytestill.export.HeadComparison;
import org.bytestill.export.ProofBounds;
import org.bytestill.problem.UserError;
import org.bytestill.ui.ScriptedEngine;
import org.junit.jupiter.api.Test;

class ComparedExportsTest {
    private static final Path A = Path.of("/exports/a");
    private static final Path B = Path.of("/exports/b b");
    private static final Path C = Path.of("/exports/c.gguf");

    private final List<List<Path>> asked = new ArrayList<>();
    private CompletableFuture<ExportComparison> answer = new CompletableFuture<>();
    private final ComparedExports model = new ComparedExports(new ScriptedEngine() {
        @Override
        public CompletableFuture<ExportComparison> compare(Path firstExport, Path secondExport) {
            asked.add(List.of(firstExport, secondExport));
            return answer;
        }
    }, Runnable::run);

    static ExportComparison found() {
        HeadComparison tokens = new HeadComparison("token", 72, 0.02, 0.986, 3.4e-5, new ProofBounds(1, 0, 1));
        return new ExportComparison(Map.of("config.json", "differs from byte 512"), 32, 30,
                Map.of("model.norm.weight", 0.0039), List.of("lm_head.weight"), List.of(tokens));
    }

    @Test
    void twoArePickedAndAThirdTakesThePlaceOfTheFirst() {
        model.pick(A, true);
        assertThat(model.canCompare()).isFalse();
        model.pick(B, true);
        assertThat(model.canCompare()).isTrue();
        assertThat(model.commandLine()).isEqualTo("bytestill export /exports/a --diff '/exports/b b'");
        model.pick(C, true);
        assertThat(model.picked()).containsExactly(B, C);
        model.pick(B, false);
        assertThat(model.canCompare()).isFalse();
        assertThat(model.commandLine()).isEmpty();
        model.compare();
        assertThat(asked).isEmpty();
    }

    @Test
    void whatDiffersIsSaidPredictionsFirst() {
        model.pick(A, true);
        model.pick(C, true);
        model.compare();
        assertThat(asked).containsExactly(List.of(A, C));
        assertThat(model.canCompare()).as("while they are compared").isFalse();
        answer.complete(found());
        assertThat(model.foundProperty().get()).containsExactly("30 of 32 weights are equal to the bit.",
                "At 72 positions of the probe texts: KL 3.4e-5 bits a token, same most probable token at 98.6 %.",
                "model.norm.weight: largest difference 3.9e-3", "lm_head.weight: only in one of them, or in another shape",
                "config.json: differs from byte 512");
        model.pick(C, false);
        assertThat(model.foundProperty().get()).as("it was said of others").isEmpty();
    }

    @Test
    void ofManyWeightsTheFirstAreNamedAndTheRestCounted() {
        Map<String, Double> many = new LinkedHashMap<>();
        IntStream.range(0, 20).forEach(i -> many.put("layer." + i, 1.0 / (i + 1)));
        model.pick(A, true);
        model.pick(B, true);
        model.compare();
        answer.complete(new ExportComparison(Map.of(), 20, 0, many, List.of(), List.of()));
        assertThat(model.foundProperty().get()).hasSize(15).contains("layer.11: largest difference 8.3e-2",
                "… and 8 more; the command lists them.",
                "They cut texts into different tokens, so what they predict is not compared.")
                .doesNotContain("layer.12: largest difference 7.7e-2");
    }

    @Test
    void oneThatDoesNotLoadIsSaidAndAnotherRunForgetsAll() {
        model.pick(A, true);
        model.pick(B, true);
        model.compare();
        answer.completeExceptionally(UserError.badInput("/exports/a is no model. Choose another."));
        assertThat(model.foundProperty().get()).containsExactly("/exports/a is no model. Choose another.");
        answer = new CompletableFuture<>();
        model.compare();
        model.clear();
        answer.complete(found());
        assertThat(model.foundProperty().get()).isEmpty();
        assertThat(model.picked()).isEmpty();
        assertThat(model.runningProperty().get()).isFalse();
    }
}
