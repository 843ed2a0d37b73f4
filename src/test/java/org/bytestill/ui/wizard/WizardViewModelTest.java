package org.bytestill.ui.wizard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.cost.Correction;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.engine.preview.TokenizersReport;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.Problem;
import org.bytestill.problem.Problem.Severity;
import org.bytestill.problem.UserError;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.wizard.SettingModel.Origin;
import org.bytestill.ui.wizard.WizardViewModel.StepState;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WizardViewModelTest {
    private static final Executor AT_ONCE = Runnable::run;

    @TempDir
    Path home;
    private final ScriptedEngine engine = new ScriptedEngine();
    private WizardViewModel model;

    @BeforeEach
    void makeModelsAndText() throws Exception {
        Files.createDirectories(home.resolve("sample/teacher"));
        Files.createDirectories(home.resolve("sample/student"));
        Files.writeString(home.resolve("sample/train.txt"), "Call me Ishmael.");
        Files.writeString(home.resolve("sample/quick.yaml"), """
                name: sample
                teacher: teacher
                student: student
                text:
                  train: [train.txt]
                  validation: [train.txt]
                training:
                  updates: 200
                  step1_updates: 60
                """);
        model = new WizardViewModel(engine, home.resolve("runs"), home.resolve("sample"), AT_ONCE, AT_ONCE);
    }

    private void choosePreset(String id) {
        model.choose(model.presets().stream().filter(preset -> preset.id().equals(id)).findFirst().orElseThrow());
    }

    @Test
    void aTypedValueChangesTheConfigurationAndIsMarkedAsChanged() {
        model.setting("training.updates").textProperty().set("1200");
        assertThat(model.config().training().updates()).isEqualTo(1200);
        assertThat(model.setting("training.updates").originProperty().get()).isEqualTo(Origin.CHANGED);
    }

    @Test
    void whatAPresetReplacedCanBeBroughtBack() {
        assertThat(model.replacedProperty().get()).as("nothing was typed").isNull();
        choosePreset("published");
        assertThat(model.replacedProperty().get()).isNull();
        model.setting("student").textProperty().set("/models/mine");
        model.setting("training.updates").textProperty().set("many");
        choosePreset("sample");
        assertThat(model.config().student()).isEqualTo("student");
        assertThat(model.replacedProperty().get()).isNotNull();

        model.undoChoice();
        assertThat(model.config().student()).isEqualTo("/models/mine");
        assertThat(model.presetProperty().get().id()).isEqualTo("published");
        assertThat(model.config().objective()).isEqualTo("bld");
        assertThat(model.setting("training.updates").textProperty().get()).as("as it was typed").isEqualTo("many");
        assertThat(model.setting("training.updates").problems()).hasSize(1);
        assertThat(model.setting("student").isTouched()).isTrue();
        assertThat(model.replacedProperty().get()).isNull();
    }

    @Test
    void aResetBringsTheDefaultBack() {
        SettingModel updates = model.setting("training.updates");
        updates.textProperty().set("1200");
        updates.reset();
        assertThat(updates.textProperty().get()).isEqualTo("5000");
        assertThat(updates.originProperty().get()).isEqualTo(Origin.DEFAULT);
    }

    @Test
    void aTextThatIsNoNumberLeavesTheConfigurationAndSaysWhatIsAllowed() {
        model.setting("training.updates").textProperty().set("many");
        assertThat(model.config().training().updates()).isEqualTo(5000);
        assertThat(model.setting("training.updates").problems()).singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("many").contains("at least 1"));
        assertThat(model.state(Step.METHOD)).isEqualTo(StepState.ERROR);
    }

    @Test
    void theSamplePresetFillsEveryFieldAndIsMeantFromItsOwnFolder() {
        choosePreset("sample");
        assertThat(model.config().training().updates()).isEqualTo(200);
        assertThat(model.setting("teacher").textProperty().get()).isEqualTo("teacher");
        assertThat(model.base()).isEqualTo(home.resolve("sample"));
        assertThat(model.setting("training.updates").originProperty().get()).isEqualTo(Origin.PRESET);
        assertThat(model.setting("seed").originProperty().get()).isEqualTo(Origin.DEFAULT);
        assertThat(model.problems()).isEmpty();
    }

    @Test
    void withoutSampleDataThePresetsWithoutModelsAreOffered() {
        WizardViewModel bare = new WizardViewModel(engine, home, home.resolve("nowhere"), AT_ONCE, AT_ONCE);
        assertThat(bare.presets()).extracting(Preset::id).containsExactly("recommended", "published");
    }

    @Test
    void aNewRunIsAsRecommendedAndSaysSoInItsFile() {
        assertThat(model.config().objective()).isEqualTo("covering");
        assertThat(model.config().covering().klWeight()).isEqualTo(5);
        assertThat(model.setting("objective").originProperty().get()).isEqualTo(Origin.DEFAULT);
        assertThat(model.differences()).doesNotContain("objective");
        model.save(home.resolve("new.yaml"));
        assertThat(home.resolve("new.yaml")).content().contains("objective: covering");
    }

    @Test
    void asPublishedIsAByteHeadInTwoSteps() {
        choosePreset("published");
        assertThat(model.config().objective()).isEqualTo("bld");
        assertThat(model.config().loss()).isEqualTo(new RunConfig.Loss(1.0, 0.1));
        assertThat(model.config().training().step1Updates()).isPositive();
        assertThat(model.differences()).contains("objective");
    }

    @Test
    void settingsOfAnotherObjectiveAreNotAskedFor() {
        assertThat(asked("covering.kl_weight", "loss.kl_weight", "training.step1_updates", "training.head_learning_rate"))
                .containsExactly("covering.kl_weight");
        model.setting("objective").textProperty().set("bld");
        assertThat(asked("covering.kl_weight", "loss.kl_weight", "training.step1_updates", "byte_head.positions"))
                .containsExactly("loss.kl_weight", "training.step1_updates", "byte_head.positions");
        model.setting("objective").textProperty().set("sft");
        assertThat(asked("covering.kl_weight", "loss.kl_weight", "training.updates")).containsExactly("training.updates");
    }

    private List<String> asked(String... keys) {
        return List.of(keys).stream().filter(key -> model.setting(key).belongsProperty().get()).toList();
    }

    @Test
    void theShareOfTheBytesWaitsForAChoiceOfBytes() {
        assertThat(model.setting("covering.byte_share").unusedBecauseProperty().get()).contains("all bytes");
        model.setting("covering.bytes").textProperty().set("entropy");
        assertThat(model.setting("covering.byte_share").unusedBecauseProperty().get()).isEmpty();
    }

    @Test
    void theNameFollowsTheModelsUntilSomeoneTypesOne() {
        model.setting("teacher").textProperty().set("/models/big");
        model.setting("student").textProperty().set("/models/small");
        assertThat(model.config().name()).startsWith("small-from-big-");
        model.setting("name").textProperty().set("mine");
        model.setting("student").textProperty().set("/models/tiny");
        assertThat(model.config().name()).isEqualTo("mine");
    }

    @Test
    void theEndingOfAModelsFileIsNoPartOfTheName() {
        model.setting("teacher").textProperty().set("/models/big-Q4_K.gguf");
        model.setting("student").textProperty().set("/models/small.GGUF");
        assertThat(model.config().name()).startsWith("small-from-big-Q4-K-2");
    }

    @Test
    void theSuggestedNameAvoidsRunsThatExist() throws Exception {
        Files.createDirectories(home.resolve("runs/sample"));
        choosePreset("sample");
        assertThat(model.config().name()).isEqualTo("sample-2");
    }

    @Test
    void emptyFieldsAreNoReproachBeforeTheirStepIsLeft() {
        assertThat(model.problems()).isNotEmpty();
        assertThat(model.revealedProblems(Severity.ERROR)).isEmpty();
        model.stepProperty().set(Step.MODELS);
        assertThat(model.setting("teacher").problems()).isEmpty();
        model.stepProperty().set(Step.TEXT);
        assertThat(model.setting("teacher").problems()).hasSize(1);
        assertThat(model.problemCount(Step.MODELS, Severity.ERROR)).isEqualTo(2);
        assertThat(model.state(Step.PURPOSE)).isEqualTo(StepState.FINE);
        assertThat(model.state(Step.TEXT)).isEqualTo(StepState.UNSEEN);
    }

    @Test
    void aStartWithProblemsListsThemAllAndStartsNothing() {
        List<Run> runs = new ArrayList<>();
        model.setting("training.updates").textProperty().set("-1");
        model.start(runs::add);
        assertThat(runs).isEmpty();
        assertThat(engine.started).isEmpty();
        assertThat(model.stepProperty().get()).isEqualTo(Step.REVIEW);
        assertThat(model.revealedProblems(Severity.ERROR)).extracting(Problem::field)
                .containsExactlyInAnyOrder("training.updates", "student", "teacher", "text.train");
    }

    @Test
    void aStartWithoutProblemsHandsTheRunOver() {
        choosePreset("sample");
        model.setting("training.updates").textProperty().set("120");
        List<Run> runs = new ArrayList<>();
        model.start(runs::add);
        assertThat(runs).hasSize(1);
        assertThat(engine.started).singleElement().satisfies(config -> assertThat(config.training().updates()).isEqualTo(120));
    }

    @Test
    void anUnexpectedFailureOfTheStartIsShownAsAProblem() {
        ScriptedEngine broken = new ScriptedEngine() {
            @Override
            public Run start(RunConfig config, Path base, Path runFolder) {
                throw new IllegalStateException("the disk is on fire");
            }
        };
        model = new WizardViewModel(broken, home.resolve("runs"), home.resolve("sample"), AT_ONCE, AT_ONCE);
        choosePreset("sample");
        model.start(run -> {});
        assertThat(model.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("unexpected error").doesNotContain("on fire");
            assertThat(problem.cure()).contains("BS-");
        });
        assertThat(model.startingProperty().get()).isFalse();
    }

    @Test
    void aLibraryThatDoesNotLoadLeavesTheStartAlive() {
        model = new WizardViewModel(new ScriptedEngine() {
            @Override
            public Run start(RunConfig config, Path base, Path runFolder) {
                throw new UnsatisfiedLinkError("libtorch");
            }
        }, home.resolve("runs"), home.resolve("sample"), AT_ONCE, AT_ONCE);
        choosePreset("sample");
        model.start(run -> {});
        assertThat(model.startingProperty().get()).isFalse();
        assertThat(model.problems()).hasSize(1);
    }

    @Test
    void aRunsFolderThatIsNoneIsAProblemOfItsField() {
        choosePreset("sample");
        for (String text : new String[] {" ", "a\0b"}) {
            model.setting(FolderSetting.KEY).textProperty().set(text);
            assertThat(model.setting(FolderSetting.KEY).problems()).as(text).hasSize(1);
            assertThat(model.runFolder()).isEqualTo(home.resolve("runs/sample"));
            model.start(run -> {});
            assertThat(engine.started).isEmpty();
        }
        model.setting(FolderSetting.KEY).reset();
        assertThat(model.setting(FolderSetting.KEY).problems()).isEmpty();
        model.start(run -> {});
        assertThat(engine.started).hasSize(1);
    }

    @Test
    void nothingIsSavedWhileAFieldHoldsNoValue() {
        choosePreset("sample");
        model.setting("training.updates").textProperty().set("many");
        Path file = home.resolve("saved.yaml");
        assertThatThrownBy(() -> model.save(file)).isInstanceOf(UserError.class).hasMessageStartingWith("Updates: ")
                .hasMessageContaining("many");
        assertThat(file).doesNotExist();
    }

    @Test
    void aChangedValueHasAPriceAgainstItsReset() {
        choosePreset("sample");
        model.setting("training.updates").textProperty().set("1200");
        // 1,000 updates more: 1,050 s by the middle of 0.9 and 1.2 s each, which is 17.5 min; and 10 kB of disk each, on 40 MB.
        assertThat(model.setting("training.updates").priceProperty().get()).isEqualTo("200 → 1200: +18 min, +10 MB of disk");
        assertThat(model.setting("seed").priceProperty().get()).isEmpty();
    }

    @Test
    void theTeachersSettingsAreUnusedBySft() {
        model.setting("objective").textProperty().set("sft");
        assertThat(model.setting("teacher").unusedBecauseProperty().get()).contains("sft");
        assertThat(model.setting("student").unusedBecauseProperty().get()).isEmpty();
        model.setting("objective").textProperty().set("bld");
        assertThat(model.setting("teacher").unusedBecauseProperty().get()).isEmpty();
    }

    @Test
    void theCommandStartsFromTheImportedFileWithWhatWasChanged() {
        choosePreset("sample");
        model.setting("training.updates").textProperty().set("120");
        model.setting("name").textProperty().set("two words");
        assertThat(model.commandLine()).isEqualTo("bytestill train " + home.resolve("sample/quick.yaml") + " --run '"
                + home.resolve("runs/two words")
                + "' --set 'name=two words' --set training.updates=120");
    }

    @Test
    void aSavedFileMeansTheSameFromAnywhere() {
        choosePreset("sample");
        Path file = home.resolve("saved.yaml");
        model.save(file);
        RunConfig read = RunConfigFile.read(file);
        assertThat(read.teacher()).isEqualTo(home.resolve("sample/teacher").toString());
        assertThat(read.text().train()).containsExactly(home.resolve("sample/train.txt").toString());
        assertThat(read.training()).isEqualTo(model.config().training());
    }

    @Test
    void severalFilesStandInOneFieldWithSemicolons() {
        model.setting("text.train").textProperty().set("a, b.txt; c \"d\".txt");
        assertThat(model.config().text().train()).containsExactly("a, b.txt", "c \"d\".txt");
        model.setting("text.train").textProperty().set(" ");
        assertThat(model.config().text().train()).isEmpty();
    }

    @Test
    void onlyTheNewestOfManyChecksIsMade() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        int[] checks = {0};
        ScriptedEngine counting = new ScriptedEngine() {
            @Override
            public List<Problem> check(RunConfig config, Path base, Path runFolder) {
                checks[0]++;
                return super.check(config, base, runFolder);
            }
        };
        WizardViewModel slow = new WizardViewModel(counting, home, home, waiting::add, AT_ONCE);
        for (String text : new String[] {"1", "12", "120"}) {
            slow.setting("training.updates").textProperty().set(text);
        }
        assertThat(slow.checkingProperty().get()).as("what is shown is of earlier values").isTrue();
        waiting.forEach(Runnable::run);
        assertThat(checks[0]).isEqualTo(1);
        assertThat(slow.checkingProperty().get()).isFalse();
    }

    @Test
    void allThatIsToBeKnownOfAFieldIsShown() {
        ScriptedEngine telling = new ScriptedEngine() {
            @Override
            public List<Problem> check(RunConfig config, Path base, Path runFolder) {
                return List.of(Problem.note("text.train", "1 row is skipped."), Problem.note("text.train", "2 chats are left out."));
            }
        };
        model = new WizardViewModel(telling, home.resolve("runs"), home.resolve("sample"), AT_ONCE, AT_ONCE);
        choosePreset("sample");
        assertThat(model.problems()).extracting(Problem::message).containsExactly("1 row is skipped.", "2 chats are left out.");
    }

    @Test
    void theEstimateStaysWhereAChangedValueCannotBeDoneWithout() {
        ScriptedEngine needing = new ScriptedEngine() {
            @Override
            public Estimate estimate(RunConfig config, Path base, Path runFolder) {
                if (config.chat().template().isEmpty()) {
                    throw UserError.badInput("The teacher has no chat template.");
                }
                return super.estimate(config, base, runFolder);
            }
        };
        model = new WizardViewModel(needing, home.resolve("runs"), home.resolve("sample"), AT_ONCE, AT_ONCE);
        choosePreset("sample");
        assertThat(model.findingsProperty().get().estimate()).isEmpty();
        model.setting("chat.template").textProperty().set("chat.jinja");
        assertThat(model.findingsProperty().get().estimate()).isPresent();
    }

    /** An estimate with other memory and time of training. */
    private static Estimate costing(Estimate of, long bytes, double seconds, Correction.Origin origin) {
        return new Estimate(of.convertSecondsLow(), of.convertSecondsHigh(), seconds, seconds, of.convertMemoryBytes(), bytes,
                of.availableMemoryBytes(), of.diskBytes(), of.freeDiskBytes(), of.trainBytes(), of.updates(), of.bytesPerUpdate(),
                of.passes(), of.teacherParameters(), of.studentParameters(), of.trainedParameters(), of.convertMemory(), of.trainMemory(),
                new Estimate.Basis(origin, 1, 1, true));
    }

    @Test
    void theMostDocumentsThatFitAreFoundMarkedAsTunedAndCanBeResetAgain() {
        ScriptedEngine roomy = new ScriptedEngine() {
            @Override
            public Estimate estimate(RunConfig config, Path base, Path runFolder) {
                // 12 GiB, of which 9 may be taken: 8 documents fit and 16 do not.
                return costing(super.estimate(config, base, runFolder), (1L << 30) * config.training().microBatchDocuments(), 100,
                        Correction.Origin.FORMULA);
            }
        };
        model = new WizardViewModel(roomy, home.resolve("runs"), home.resolve("sample"), AT_ONCE, AT_ONCE);
        choosePreset("sample");
        model.setting("training.micro_batch_documents").textProperty().set("2");
        model.tune();
        SettingModel micro = model.setting("training.micro_batch_documents");
        assertThat(model.config().training().microBatchDocuments()).isEqualTo(8);
        assertThat(micro.originProperty().get()).as("8 is the default").isEqualTo(Origin.DEFAULT);

        model.setting("training.batch_documents").textProperty().set("35");
        model.tune();
        assertThat(model.config().training().microBatchDocuments()).as("the largest divisor of 35 that fits").isEqualTo(7);
        assertThat(micro.originProperty().get()).isEqualTo(Origin.TUNED);
        assertThat(model.tunedProperty().get()).contains("One value was tuned");
        micro.reset();
        assertThat(model.config().training().microBatchDocuments()).isEqualTo(8);
        assertThat(micro.originProperty().get()).isEqualTo(Origin.DEFAULT);
    }

    @Test
    void activationsAreComputedTwiceOnlyWhereNothingElseFits() {
        ScriptedEngine narrow = new ScriptedEngine() {
            @Override
            public Estimate estimate(RunConfig config, Path base, Path runFolder) {
                boolean twice = config.training().recomputeActivations() == RunConfig.Recompute.ALWAYS;
                return costing(super.estimate(config, base, runFolder), (twice ? 2L << 30 : 20L << 30) * config.training()
                        .microBatchDocuments(), 100, Correction.Origin.FORMULA);
            }
        };
        model = new WizardViewModel(narrow, home.resolve("runs"), home.resolve("sample"), AT_ONCE, AT_ONCE);
        choosePreset("sample");
        model.tune();
        assertThat(model.config().training().recomputeActivations()).isEqualTo(RunConfig.Recompute.ALWAYS);
        assertThat(model.config().training().microBatchDocuments()).isEqualTo(4);
        assertThat(model.setting("training.recompute_activations").originProperty().get()).isEqualTo(Origin.TUNED);
    }

    @Test
    void whatADryRunHasTriedIsMarkedAsMeasuredUntilItIsChanged() {
        Correction.Origin[] origin = {Correction.Origin.MEASURED};
        ScriptedEngine measuring = new ScriptedEngine() {
            @Override
            public Estimate estimate(RunConfig config, Path base, Path runFolder) {
                return costing(super.estimate(config, base, runFolder), 1L << 30, 100, origin[0]);
            }
        };
        model = new WizardViewModel(measuring, home.resolve("runs"), home.resolve("sample"), AT_ONCE, AT_ONCE);
        choosePreset("sample");
        assertThat(model.setting("training.micro_batch_documents").measuredProperty().get()).isTrue();
        assertThat(model.setting("training.learning_rate").measuredProperty().get()).as("it costs nothing").isFalse();
        origin[0] = Correction.Origin.PAST_RUNS;
        model.setting("training.micro_batch_documents").textProperty().set("2");
        assertThat(model.setting("training.micro_batch_documents").measuredProperty().get()).isFalse();
    }

    private static TokenizersReport report() {
        TokenizersReport.Side side = new TokenizersReport.Side("model", 8, 7, 1, 0, 4, 0, 3, 0);
        return new TokenizersReport(side, side, 16, true, 4, 4, 16, 7, true, List.of());
    }

    @Test
    void tokenizersAreComparedOnceThePageOfTheModelsIsSeenAndAnewWhenTheTextChanges() {
        List<CompletableFuture<TokenizersReport>> asked = new ArrayList<>();
        engine.tokenizers = (request, progress) -> {
            asked.add(new CompletableFuture<>());
            return asked.get(asked.size() - 1);
        };
        choosePreset("sample");
        assertThat(asked).as("nobody looks").isEmpty();
        model.stepProperty().set(Step.MODELS);
        assertThat(model.tokenizers().stateProperty().get()).isEqualTo(TokenizersModel.State.RUNNING);
        model.setting("training.updates").textProperty().set("7");
        assertThat(asked).as("what does not matter changes nothing").hasSize(1);
        asked.get(0).complete(report());
        assertThat(model.tokenizers().reportProperty().get()).isEqualTo(report());

        model.setting("text.document_bytes").textProperty().set("512");
        assertThat(model.tokenizers().reportProperty().get()).as("of another text").isNull();
        assertThat(asked).hasSize(2);
        model.setting("text.train").textProperty().set("");
        assertThat(asked.get(1)).as("the one before is not wanted any more").isCancelled();
        assertThat(model.tokenizers().stateProperty().get()).isEqualTo(TokenizersModel.State.MISSING);
    }

    @Test
    void aComparisonOfTokenizersCanBeCancelledAndBegunAgainAndSaysWhyItFailed() {
        List<CompletableFuture<TokenizersReport>> asked = new ArrayList<>();
        List<Progress> heard = new ArrayList<>();
        engine.tokenizers = (request, progress) -> {
            heard.add(progress);
            asked.add(new CompletableFuture<>());
            return asked.get(asked.size() - 1);
        };
        choosePreset("sample");
        model.stepProperty().set(Step.MODELS);
        assertThat(heard.get(0).report(100, 200)).isTrue();
        model.tokenizers().cancel();
        assertThat(heard.get(0).report(150, 200)).as("the engine is told").isFalse();
        assertThat(model.tokenizers().stateProperty().get()).isEqualTo(TokenizersModel.State.CANCELLED);
        model.tokenizers().start();
        asked.get(1).completeExceptionally(UserError.badInput("train.txt is gone."));
        assertThat(model.tokenizers().stateProperty().get()).isEqualTo(TokenizersModel.State.FAILED);
        assertThat(model.tokenizers().lineProperty().get()).isEqualTo("train.txt is gone.");
    }

    @Test
    void everyKeyOfTheFileIsAskedForInOneStep() {
        assertThat(RunConfigFile.settings()).allSatisfy(setting -> assertThat(Step.of(setting.path())).isNotEqualTo(Step.REVIEW));
    }
}
