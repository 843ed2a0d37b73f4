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
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.export.CardStatements;
import org.bytestill.export.ExportFormat;
import org.bytestill.export.ExportFormats;
import org.bytestill.export.ExportTarget;
import org.bytestill.export.HeadComparison;
import org.bytestill.export.ProofOfExport;
import org.bytestill.export.WeightType;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Safetensors;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.ScriptedRun;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.export.ExportJobs.Phase;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportViewModelTest {
    private static final Path MODEL = Path.of("src/test/resources/goldens/models/smollm2");
    private static final Path ADAPTER = Path.of("src/test/resources/goldens/adapters/smollm2");

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
        return new CheckpointInfo(update, MODEL, best, last, 2.5, 0.4, 19_000_000);
    }

    private static ExportReport report(Path target) {
        ExportFormat format = ExportFormats.ALL.get(0);
        ProofOfExport proof = new ProofOfExport(List.of(new HeadComparison("token", 72, 0, 1, 0, format.bounds(WeightType.FLOAT32))), 0);
        return new ExportReport(target, 150, 4_720_000, proof, List.of("Wrote it."));
    }

    @Test
    void theNewestStandsFirstAndTheBestIsChosen() {
        assertThat(model.checkpoints().all()).extracting(CheckpointInfo::update).containsExactly(200, 150, 0);
        assertThat(model.checkpoints().chosenProperty().get().update()).isEqualTo(150);
    }

    @Test
    void theChosenCheckpointStaysChosenWhenNewerOnesAppear() {
        model.checkpoints().chosenProperty().set(model.checkpoints().all().get(2));
        run.checkpoints.add(checkpoint(250, true, true));
        model.refresh();
        assertThat(model.checkpoints().all()).hasSize(4);
        assertThat(model.checkpoints().chosenProperty().get().update()).isZero();
    }

    @Test
    void theFolderIsSuggestedUntilSomeoneTypesOne() {
        assertThat(model.target().textProperty().get()).isEqualTo(home.resolve("sample/exports/update-150-hf-float32").toString());
        model.formats().choose(WeightType.BFLOAT16);
        assertThat(model.target().textProperty().get()).endsWith("update-150-hf-bfloat16");
        model.target().textProperty().set(home.resolve("mine").toString());
        model.formats().choose(WeightType.FLOAT32);
        assertThat(model.target().textProperty().get()).isEqualTo(home.resolve("mine").toString());
    }

    @Test
    void theSizeIsTheParametersTimesTheBytesOfTheirFormat() {
        long weights = Safetensors.open(MODEL.resolve("model.safetensors")).entries().values().stream()
                .mapToLong(Safetensors.Entry::elementCount).sum();
        assertThat(model.formats().sizeBytes()).isEqualTo(4 * weights);
        model.formats().choose(WeightType.BFLOAT16);
        assertThat(model.formats().sizeBytes()).isEqualTo(2 * weights);
    }

    @Test
    void aFolderThatHoldsSomethingIsAnObstacle() throws Exception {
        Files.createDirectories(home.resolve("full"));
        model.target().textProperty().set(home.resolve("full").toString());
        assertThat(model.obstacle()).isEmpty();
        Files.writeString(home.resolve("full/a.txt"), "a");
        model.refresh();
        assertThat(model.obstacle()).contains("not empty").contains("another");
        model.export();
        assertThat(engine.exported).isEmpty();
        model.target().textProperty().set(" ");
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
        model.formats().choose(WeightType.BFLOAT16);
        model.export();
        assertThat(engine.exported).singleElement().isEqualTo(
                new ExportRequest(home.resolve("sample"), "150", new ExportTarget(ExportFormats.named("hf"), WeightType.BFLOAT16,
                        home.resolve("sample/exports/update-150-hf-bfloat16")), CardStatements.NONE, true));
        assertThat(model.commandLine()).isEqualTo("bytestill export " + home.resolve("sample") + " --checkpoint 150 --to "
                + home.resolve("sample/exports/update-150-hf-bfloat16") + " --format hf --precision bfloat16");
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
        model.checkpoints().chosenProperty().set(model.checkpoints().all().get(2));
        run.checkpoints.add(checkpoint(250, true, true));
        model.refresh();
        assertThat(model.checkpoints().chosenProperty().get().update()).isZero();
    }

    @Test
    void theCheckpointsAreReadElsewhereAndThoseOfTheRunBeforeAreNotShown() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        ExportViewModel slow = new ExportViewModel(engine, new Tasks(waiting::add, Runnable::run), Runnable::run);
        slow.show(run);
        slow.show(new ScriptedRun(home.resolve("young"), run.config()));
        assertThat(slow.checkpoints().all()).isEmpty();
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
        assertThat(slow.checkpoints().all()).isEmpty();
        assertThat(slow.target().textProperty().get()).isEmpty();
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
        assertThat(slow.target().drive()).isPresent();
        Files.createDirectories(home.resolve("full"));
        Files.writeString(home.resolve("full/a.txt"), "a");
        slow.target().textProperty().set(home.resolve("fu").toString());
        slow.target().textProperty().set(home.resolve("full").toString());
        assertThat(slow.isPlaceKnown()).as("of what was typed nothing is known").isFalse();
        assertThat(slow.target().drive()).as("what was seen stays meanwhile").isPresent();
        slow.export();
        assertThat(engine.exported).as("not over what may lie there").isEmpty();
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
        assertThat(slow.obstacle()).contains("not empty");
        assertThat(engine.exported).isEmpty();
        slow.target().textProperty().set(home.resolve("free").toString());
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
        assertThat(model.writtenProperty().get().sizes().entrySet()).containsExactly(Map.entry("model.safetensors", 500L),
                Map.entry("config.json", 20L));
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

    @Test
    void aProofStandsBesideTheChoiceItIsOf() {
        model.export();
        answer.complete(report(home));
        assertThat(model.statusProperty().get().phase()).isEqualTo(Phase.DONE);
        model.checkpoints().chosenProperty().set(model.checkpoints().all().get(0));
        assertThat(model.statusProperty().get().phase()).as("update 200 is not exported").isEqualTo(Phase.IDLE);
        assertThat(model.newest().choice().update()).as("what was exported last is still known").isEqualTo(150);
        model.checkpoints().chosenProperty().set(model.checkpoints().all().get(1));
        assertThat(model.statusProperty().get().phase()).isEqualTo(Phase.DONE);
        model.formats().choose(WeightType.BFLOAT16);
        assertThat(model.statusProperty().get().phase()).as("nor is it in another number format").isEqualTo(Phase.IDLE);
    }

    @Test
    void whatRunsIsShownWhateverIsChosen() {
        model.export();
        model.checkpoints().chosenProperty().set(model.checkpoints().all().get(0));
        assertThat(model.statusProperty().get().phase()).isEqualTo(Phase.RUNNING);
        assertThat(model.statusProperty().get().choice().update()).isEqualTo(150);
        model.export();
        assertThat(engine.exported).as("one at a time").hasSize(1);
    }

    @Test
    void everyFormatOfTheRegistryIsOfferedOrSaysWhyNot() {
        assertThat(model.formats().offers()).extracting(FormatModel.Offer::format).isEqualTo(ExportFormats.ALL);
        ExportFormat adapter = ExportFormats.named("adapter");
        assertThat(model.formats().offers()).filteredOn(offer -> offer.format() == adapter).singleElement()
                .satisfies(offer -> assertThat(offer.missing()).contains("is no adapter").contains("adaptation.form lora"));
        model.formats().choose(adapter);
        assertThat(model.formats().picks().get(0).format().word()).as("what cannot be is not chosen").isEqualTo("hf");
    }

    @Test
    void aFormatIsTakenUpAgainWhereTheCheckpointAllowsItAndKeepsItsNumberFormat() {
        run.checkpoints.add(new CheckpointInfo(250, ADAPTER, false, true, 2.4, 0.4, 1_000_000));
        model.refresh();
        model.formats().choose(WeightType.BFLOAT16);
        model.checkpoints().chosenProperty().set(model.checkpoints().all().get(0));
        model.formats().choose(ExportFormats.named("adapter"));
        assertThat(model.formats().picks().get(0).type()).isEqualTo(WeightType.FLOAT32);
        assertThat(model.target().textProperty().get()).endsWith("update-250-adapter");
        model.checkpoints().chosenProperty().set(model.checkpoints().all().get(1));
        assertThat(model.choice().orElseThrow().name()).isEqualTo("update-200-hf-bfloat16");
        model.checkpoints().chosenProperty().set(model.checkpoints().all().get(0));
        assertThat(model.choice().orElseThrow().name()).isEqualTo("update-250-adapter");
    }

    @Test
    void severalFormatsAreWrittenOneAfterTheOtherIntoOneFolder() throws Exception {
        run.checkpoints.add(new CheckpointInfo(250, ADAPTER, false, true, 2.4, 0.4, 1_000_000));
        model.refresh();
        model.checkpoints().chosenProperty().set(model.checkpoints().all().get(0));
        ExportFormat adapter = ExportFormats.named("adapter");
        model.formats().toggle(adapter);
        model.formats().choose(ExportFormats.named("hf"), WeightType.BFLOAT16);
        assertThat(model.target().textProperty().get()).isEqualTo(home.resolve("sample/exports/update-250").toString());
        assertThat(model.commandLine()).endsWith("update-250 --format hf:bfloat16,adapter:float32");
        List<FormatModel.Offer> offers = model.formats().offers();
        assertThat(model.formats().sizeBytes())
                .isEqualTo(model.formats().sizeBytes(offers.get(0)) + model.formats().sizeBytes(offers.get(1)));
        Files.createDirectories(home.resolve("sample/exports/update-250/adapter"));
        Files.writeString(home.resolve("sample/exports/update-250/adapter/mine"), "mine");
        model.refresh();
        assertThat(model.obstacle()).as("one of the two places").contains("not empty");
        model.target().textProperty().set(home.resolve("both").toString());
        model.export();
        assertThat(model.statusProperty().get().of()).isEqualTo(2);
        assertThat(engine.exported).extracting(request -> request.target()).containsExactly(home.resolve("both/hf-bfloat16"));
        answer.complete(report(home));
        assertThat(engine.exported).extracting(request -> request.target()).containsExactly(home.resolve("both/hf-bfloat16"),
                home.resolve("both/adapter"));
        assertThat(model.ended()).hasSize(2).allMatch(status -> status.phase() == Phase.DONE);
        model.formats().toggle(ExportFormats.named("hf"));
        model.formats().toggle(adapter);
        assertThat(model.formats().picks()).as("the last one stays").extracting(FormatModel.Pick::format).containsExactly(adapter);
    }

    @Test
    void everyFormatBeginsWithTheNumberFormatThatIsUsualForIt() {
        for (ExportFormat format : ExportFormats.ALL) {
            assertThat(model.formats().typeOf(format)).isEqualTo(format.types().get(0));
        }
        assertThat(model.formats().typeOf(ExportFormats.named("ollama")).isQuantised()).as("Ollama takes a file as it is").isTrue();
    }

    @Test
    void whatTheCardShallSayIsAskedForAndCheckedAndNeverInvented() {
        assertThat(model.card().statements()).isEqualTo(CardStatements.NONE);
        model.card().licenceProperty().set("my own");
        assertThat(model.obstacle()).contains("is no licence");
        model.card().licenceProperty().set("MIT");
        model.card().languagesProperty().set("en, de");
        model.card().useProperty().set("for tests");
        assertThat(model.obstacle()).isEmpty();
        assertThat(model.commandLine()).endsWith(" --licence mit --language en,de --use 'for tests'");
        model.export();
        assertThat(engine.exported.get(0).statements()).isEqualTo(new CardStatements("mit", List.of("en", "de"), "for tests"));
    }

    @Test
    void earlierExportsOfTheRunAreListed() throws Exception {
        Files.createDirectories(home.resolve("sample"));
        Files.writeString(home.resolve("sample/run.json"), "{\"exports\": [{\"at\": \"2026-03-01T10:00:00Z\", \"folder\": \"" + home
                + "\", \"update\": 5, \"format\": \"hf\", \"precision\": \"float32\", \"sizeBytes\": 12}, {\"at\": 3}]}");
        Files.writeString(home.resolve("sample/exports.jsonl"),
                "{\"at\": \"2026-03-02T10:00:00Z\", \"folder\": \"/gone/away\", \"update\": 6}\n");
        model.refresh();
        assertThat(model.earlier().allProperty().get()).extracting(earlier -> earlier.export().update()).containsExactly(6, 5);
        assertThat(model.earlier().allProperty().get()).extracting(EarlierExports.Earlier::isThere).containsExactly(false, true);
    }
}
