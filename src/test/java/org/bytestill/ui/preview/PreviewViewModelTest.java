package org.bytestill.ui.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.preview.PreviewDocument;
import org.bytestill.engine.preview.PreviewReport;
import org.bytestill.engine.preview.PreviewRequest;
import org.bytestill.problem.UserError;
import org.bytestill.ui.ScriptedEngine;
import org.junit.jupiter.api.Test;

class PreviewViewModelTest {
    private static final PreviewDocument DOCUMENT = new PreviewDocument(1, "a.txt@0", List.of());
    private static final PreviewReport REPORT = new PreviewReport(false, 1, List.of(), 0, 0, 0, 0, 0, 255, List.of());

    private final ScriptedEngine engine = new ScriptedEngine();

    private static RunConfig chosen() {
        return RunConfigFile.with(RunConfigFile.with(RunConfig.recommended(), "student", "s"), "text.train", "[a.txt]");
    }

    private PreviewViewModel model(RunConfig config) {
        return new PreviewViewModel(engine, config, Path.of("/base"), Runnable::run);
    }

    @Test
    void documentsComeBeforeTheCounts() {
        CompletableFuture<PreviewReport> counts = new CompletableFuture<>();
        engine.previews = (request, shown) -> {
            shown.accept(DOCUMENT);
            return counts;
        };
        PreviewViewModel model = model(chosen());
        model.start();
        assertThat(engine.previewed).containsExactly(new PreviewRequest(chosen(), Path.of("/base"), 50, 4_000_000));
        assertThat(model.documents()).containsExactly(DOCUMENT);
        assertThat(model.runningProperty().get()).isTrue();
        assertThat(model.reportProperty().get()).isNull();
        counts.complete(REPORT);
        assertThat(model.runningProperty().get()).isFalse();
        assertThat(model.reportProperty().get()).isEqualTo(REPORT);
    }

    @Test
    void allOfTheTextIsCountedWhenAskedForAndDocumentsStay() {
        engine.previews = (request, shown) -> {
            if (request.documents() > 0) {
                shown.accept(DOCUMENT);
            }
            return CompletableFuture.completedFuture(REPORT);
        };
        PreviewViewModel model = model(chosen());
        model.start();
        model.countAll();
        assertThat(engine.previewed.get(1)).isEqualTo(new PreviewRequest(chosen(), Path.of("/base"), 0, 0));
        assertThat(model.documents()).containsExactly(DOCUMENT);
    }

    @Test
    void nothingIsAskedWhileModelsOrTextAreNotChosen() {
        PreviewViewModel model = model(RunConfig.recommended());
        model.start();
        assertThat(engine.previewed).isEmpty();
        assertThat(model.missing()).contains("student");
        assertThat(model(RunConfigFile.with(RunConfig.recommended(), "student", "s")).missing()).contains("text.train");
        assertThat(model(chosen()).missing()).isEmpty();
        assertThat(model(chosen()).hasTeacher()).isFalse();
    }

    @Test
    void whatIsWrongIsSaidAndTheDocumentsBeforeStay() {
        engine.previews = (request, shown) -> {
            shown.accept(DOCUMENT);
            return CompletableFuture.failedFuture(UserError.badInput("a.jsonl, line 2: not valid JSON."));
        };
        PreviewViewModel model = model(chosen());
        model.start();
        assertThat(model.failureProperty().get()).isEqualTo("a.jsonl, line 2: not valid JSON.");
        assertThat(model.documents()).hasSize(1);
        engine.previews = (request, shown) -> CompletableFuture.completedFuture(REPORT);
        model.start();
        assertThat(model.failureProperty().get()).isEmpty();
    }

    @Test
    void whatIsCancelledTellsNothingMore() {
        CompletableFuture<PreviewReport> counts = new CompletableFuture<>();
        engine.previews = (request, shown) -> counts;
        PreviewViewModel model = model(chosen());
        model.start();
        model.cancel();
        assertThat(counts).isCancelled();
        assertThat(model.runningProperty().get()).isFalse();
        assertThat(model.failureProperty().get()).isEmpty();
        assertThat(model.reportProperty().get()).isNull();
    }
}
