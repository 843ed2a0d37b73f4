package org.bytestill.ui.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfig.Precision;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.export.ExportFormat;
import org.bytestill.export.ExportFormats;
import org.bytestill.export.HeadComparison;
import org.bytestill.export.ProofOfExport;
import org.bytestill.problem.UserError;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.ScriptedRun;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.export.ExportViewModel.Phase;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportViewModelTest {
    @TempDir
    Path home;
    private final CompletableFuture<ExportReport> answer = new CompletableFuture<>();
    private Progress progress;
    private final ScriptedEngine engine = new ScriptedEngine() {
        @Override
        public CompletableFuture<ExportReport> export(ExportRequest request, Progress given) {
            exported.add(request);
            progress = given;
            return answer;
        }
    };
    private final ExportViewModel model = new ExportViewModel(engine, new Tasks(Runnable::run, Runnable::run), Runnable::run);
    private ScriptedRun run;

    @BeforeEach
    void showARun() {
        RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfig.defaults(), "name", "sample"), "student", "small");
        run = new ScriptedRun(home.resolve("sample"), config);
        run.checkpoints.add(checkpoint(0, false, false));
        run.checkpoints.add(checkpoint(150, true, false));
        run.checkpoints.add(checkpoint(200, false, true));
        model.show(run);
    }

    private CheckpointInfo checkpoint(int update, boolean best, boolean last) {
        return new CheckpointInfo(update, home.resolve("sample/checkpoints/step-" + update), best, last, 2.5, 0.4, 19_000_000);
    }

    private static ExportReport report(Path target) {
        ExportFormat format = ExportFormats.ALL.get(0);
        ProofOfExport proof = new ProofOfExport(List.of(new HeadComparison("token", 72, 0, 1, 0, format.bounds(Precision.FLOAT32))), 0);
        return new ExportReport(target, 150, 4_720_000, proof, List.of("Wrote it."));
    }

    @Test
    void theNewestStandsFirstAndTheBestIsChosen() {
        assertThat(model.checkpoints()).extracting(CheckpointInfo::update).containsExactly(200, 150, 0);
        assertThat(model.checkpointProperty().get().update()).isEqualTo(150);
    }

    @Test
    void theChosenCheckpointStaysChosenWhenNewerOnesAppear() {
        model.checkpointProperty().set(model.checkpoints().get(2));
        run.checkpoints.add(checkpoint(250, true, true));
        model.refresh();
        assertThat(model.checkpoints()).hasSize(4);
        assertThat(model.checkpointProperty().get().update()).isZero();
    }

    @Test
    void theFolderIsSuggestedUntilSomeoneTypesOne() {
        assertThat(model.targetProperty().get()).isEqualTo(home.resolve("sample/exports/update-150-float32").toString());
        model.precisionProperty().set(Precision.BFLOAT16);
        assertThat(model.targetProperty().get()).endsWith("update-150-bfloat16");
        model.targetProperty().set(home.resolve("mine").toString());
        model.precisionProperty().set(Precision.FLOAT32);
        assertThat(model.targetProperty().get()).isEqualTo(home.resolve("mine").toString());
    }

    @Test
    void theSizeIsTheParametersTimesTheBytesOfTheirFormat() {
        // The engine of the test says 1,180,000 parameters.
        assertThat(model.sizeBytes()).isEqualTo(4_720_000);
        model.precisionProperty().set(Precision.BFLOAT16);
        assertThat(model.sizeBytes()).isEqualTo(2_360_000);
    }

    @Test
    void aFolderThatHoldsSomethingIsAnObstacle() throws Exception {
        Files.createDirectories(home.resolve("full"));
        model.targetProperty().set(home.resolve("full").toString());
        assertThat(model.obstacle()).isEmpty();
        Files.writeString(home.resolve("full/a.txt"), "a");
        model.refresh();
        assertThat(model.obstacle()).contains("not empty").contains("another");
        model.export();
        assertThat(engine.exported).isEmpty();
        model.targetProperty().set(" ");
        assertThat(model.obstacle()).isNotEmpty();
    }

    @Test
    void withoutACheckpointThereIsNothingToExport() {
        ScriptedRun young = new ScriptedRun(home.resolve("young"), run.config());
        model.show(young);
        assertThat(model.obstacle()).contains("no checkpoint");
        assertThat(model.commandLine()).isEmpty();
    }

    @Test
    void theRequestNamesTheUpdateAndTheFormat() {
        model.precisionProperty().set(Precision.BFLOAT16);
        model.export();
        assertThat(engine.exported).singleElement().isEqualTo(
                new ExportRequest(home.resolve("sample"), "150", home.resolve("sample/exports/update-150-bfloat16"),
                        ExportFormats.named("hf"), Precision.BFLOAT16));
        assertThat(model.commandLine()).isEqualTo("bytestill export " + home.resolve("sample") + " --checkpoint 150 --to "
                + home.resolve("sample/exports/update-150-bfloat16") + " --format hf --precision bfloat16");
    }

    @Test
    void theProofIsShownWhenItComes() {
        model.export();
        assertThat(progress.report(30, 100)).isTrue();
        assertThat(model.statusProperty().get().done()).isEqualTo(30);
        ExportReport report = report(home);
        answer.complete(report);
        assertThat(model.statusProperty().get().phase()).isEqualTo(Phase.DONE);
        assertThat(model.statusProperty().get().report()).isEqualTo(report);
    }

    @Test
    void anExportIsFoundAgainAfterAnotherRunWasLookedAt() {
        model.export();
        ScriptedRun other = new ScriptedRun(home.resolve("other"), run.config());
        model.show(other);
        assertThat(model.statusProperty().get().phase()).isEqualTo(Phase.IDLE);
        progress.report(40, 100);
        assertThat(model.statusProperty().get().phase()).as("of the run that is shown").isEqualTo(Phase.IDLE);
        model.cancel();
        assertThat(progress.report(41, 100)).as("the other run has no export to cancel").isTrue();
        model.show(run);
        assertThat(model.statusProperty().get().done()).isEqualTo(41);
        model.show(other);
        answer.complete(report(home));
        model.show(run);
        assertThat(model.statusProperty().get().phase()).isEqualTo(Phase.DONE);
    }

    @Test
    void theStudentBeforeTrainingStaysChosenThoughItLiesElsewhere() {
        run.checkpoints.set(0, new CheckpointInfo(0, Path.of("/models/small"), false, false, 2.5, 0.4, 19_000_000));
        model.refresh();
        model.checkpointProperty().set(model.checkpoints().get(2));
        run.checkpoints.add(checkpoint(250, true, true));
        model.refresh();
        assertThat(model.checkpointProperty().get().update()).isZero();
    }

    @Test
    void theCheckpointsAreReadElsewhereAndThoseOfTheRunBeforeAreNotShown() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        ExportViewModel slow = new ExportViewModel(engine, new Tasks(waiting::add, Runnable::run), Runnable::run);
        slow.show(run);
        slow.show(new ScriptedRun(home.resolve("young"), run.config()));
        assertThat(slow.checkpoints()).isEmpty();
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
        assertThat(slow.checkpoints()).isEmpty();
        assertThat(slow.targetProperty().get()).isEmpty();
    }

    @Test
    void theDiskIsAskedElsewhereAndAnExportThatIsWishedMeanwhileWaitsForItsAnswer() throws Exception {
        Deque<Runnable> waiting = new ArrayDeque<>();
        ExportViewModel slow = new ExportViewModel(engine, new Tasks(waiting::add, Runnable::run), Runnable::run);
        slow.show(run);
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
        assertThat(slow.isPlaceKnown()).isTrue();
        assertThat(slow.drive()).isPresent();
        Files.createDirectories(home.resolve("full"));
        Files.writeString(home.resolve("full/a.txt"), "a");
        slow.targetProperty().set(home.resolve("fu").toString());
        slow.targetProperty().set(home.resolve("full").toString());
        assertThat(slow.isPlaceKnown()).as("of what was typed nothing is known").isFalse();
        assertThat(slow.drive()).as("what was seen stays meanwhile").isPresent();
        slow.export();
        assertThat(engine.exported).as("not over what may lie there").isEmpty();
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
        assertThat(slow.obstacle()).contains("not empty");
        assertThat(engine.exported).isEmpty();
        slow.targetProperty().set(home.resolve("free").toString());
        slow.export();
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
        assertThat(engine.exported).singleElement().satisfies(request -> assertThat(request.target()).isEqualTo(home.resolve("free")));
    }

    @Test
    void whatWasWrittenIsListedTheLargestFirst() throws Exception {
        model.export();
        Path target = Files.createDirectories(home.resolve("written"));
        Files.write(target.resolve("config.json"), new byte[20]);
        Files.write(target.resolve("model.safetensors"), new byte[500]);
        answer.complete(report(target));
        assertThat(model.writtenProperty().get().sizes()).containsExactly(Map.entry("model.safetensors", 500L), Map.entry("config.json", 20L));
        model.show(new ScriptedRun(home.resolve("other"), run.config()));
        assertThat(model.writtenProperty().get().sizes()).isEmpty();
    }

    @Test
    void aCancelledExportAsksItsWorkToStop() {
        model.export();
        model.cancel();
        assertThat(progress.report(31, 100)).isFalse();
        answer.completeExceptionally(new CancellationException());
        assertThat(model.statusProperty().get().phase()).isEqualTo(Phase.IDLE);
    }

    @Test
    void aFailureKeepsItsSentence() {
        model.export();
        answer.completeExceptionally(UserError.disk("%s is full. Choose another drive.", home));
        assertThat(model.statusProperty().get().phase()).isEqualTo(Phase.FAILED);
        assertThat(model.statusProperty().get().failure()).hasMessageContaining("is full");
    }
}
