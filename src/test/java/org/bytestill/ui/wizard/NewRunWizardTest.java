package org.bytestill.ui.wizard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytestill.ui.FxRoom.onFx;
import static org.bytestill.ui.FxRoom.until;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.cost.PhaseCost;
import org.bytestill.engine.dryrun.DryRunFinding;
import org.bytestill.engine.dryrun.DryRunListener;
import org.bytestill.engine.dryrun.DryRunReport;
import org.bytestill.engine.dryrun.DryRunStage;
import org.bytestill.engine.preview.TokenizersReport;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.UserRobot;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Theme;
import org.controlsfx.control.SegmentedButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wizard as a person meets it: by mouse, by keyboard, with mistakes. */
@Tag("ui")
class NewRunWizardTest {
    private static final int SAMPLE_UPDATES = RunConfigFile.read(Path.of("sample-data/quick.yaml")).training().updates();

    /** Header and status line of the window, between which the page stands. */
    private static final int SHELL = 72;

    @TempDir
    Path home;
    private final ScriptedEngine engine = new ScriptedEngine();
    private final UserRobot robot = new UserRobot();
    private final AtomicReference<Run> started = new AtomicReference<>();
    private FxRoom room;
    private final AtomicInteger left = new AtomicInteger();
    private final Answers answers = new Answers();
    private Stage stage;
    private BorderPane place;
    private NewRunWizard wizard;

    @BeforeEach
    void makeModelsAndText() throws Exception {
        Files.createDirectories(home.resolve("sample-data/teacher"));
        Files.createDirectories(home.resolve("sample-data/student"));
        Files.createDirectories(home.resolve("sample-data/text"));
        Files.writeString(home.resolve("sample-data/text/train.txt"), "Call me Ishmael.");
        for (String preset : new String[] {"quick.yaml", "chats.yaml", "published.yaml"}) {
            Files.copy(Path.of("sample-data", preset), home.resolve("sample-data").resolve(preset));
        }
        room = new FxRoom();
    }

    @AfterEach
    void closeWindows() throws Exception {
        onFx(() -> {
            wizard.close();
            return null;
        });
        room.close();
    }

    private void open(Theme.Mode mode, int width, int height) throws Exception {
        Theme theme = FxRoom.theme(mode);
        wizard = onFx(() -> new NewRunWizard(engine, theme, home.resolve("runs"), home.resolve("sample-data"), new SavedFile()));
        place = new BorderPane();
        stage = room.show(theme, () -> {
            place.setCenter(page());
            return place;
        }, width, height - SHELL);
        FxRoom.settle();
    }

    private Region page() {
        return (Region) wizard.open(started::set, () -> left.incrementAndGet());
    }

    /** As the window does when the page is asked for again. */
    private void reopen() throws Exception {
        onFx(() -> {
            place.setCenter(page());
            return null;
        });
        FxRoom.settle();
    }

    /** A dialog over the wizard, by the id of its pane. */
    private static Optional<Window> dialog(String id) {
        return Window.getWindows().stream().filter(window -> window.isShowing() && window.getScene().getRoot().getId() != null
                && window.getScene().getRoot().getId().equals(id)).findFirst();
    }

    private Scene scene() {
        return stage.getScene();
    }

    /** Looked up anew each time: the wizard exchanges its buttons with the page. */
    private <N extends Node> N find(String id) throws Exception {
        @SuppressWarnings("unchecked")
        N node = (N) onFx(() -> robot.from(scene().getRoot()).lookup((Node candidate) -> id.equals(candidate.getId())).tryQuery()
                .orElse(null));
        assertThat(node).as(id).isNotNull();
        return node;
    }

    private void click(String id) throws Exception {
        robot.clickOn(this.<Node>find(id));
    }

    private void type(String id, String text) throws Exception {
        click(id);
        TextField field = find(id);
        onFx(() -> {
            field.selectAll();
            return null;
        });
        robot.write(text);
    }

    private Step step() throws Exception {
        return onFx(() -> wizard.model().stepProperty().get());
    }

    @Test
    void theSampleRunStartsAfterSixPagesByMouse() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 1000);
        for (Step expected : Step.values()) {
            assertThat(step()).isEqualTo(expected);
            if (expected != Step.REVIEW) {
                click("wizard-next");
            }
        }
        assertThat(this.<Label>find("command-line").getText()).startsWith("bytestill train ").contains("quick.yaml");
        click("wizard-start");
        until(() -> started.get() != null);
        assertThat(engine.started).singleElement().satisfies(config -> assertThat(config.training().updates()).isEqualTo(SAMPLE_UPDATES));
    }

    @Test
    void theSampleRunStartsByKeyboardAlone() throws Exception {
        open(Theme.Mode.LIGHT, 1024, 700);
        for (int page = 0; page < 5; page++) {
            onFx(() -> {
                scene().lookup("#wizard-next").requestFocus();
                return null;
            });
            robot.type(KeyCode.SPACE);
        }
        assertThat(step()).isEqualTo(Step.REVIEW);
        onFx(() -> {
            scene().lookup("#wizard-start").requestFocus();
            return null;
        });
        robot.type(KeyCode.SPACE);
        until(() -> started.get() != null);
    }

    @Test
    void otherComputersMayReadTheTextFirst() throws Exception {
        open(Theme.Mode.LIGHT, 1440, 900);
        click("step-review");
        click("elsewhere");
        Label commands = find("elsewhere-commands");
        assertThat(commands.getText().lines()).hasSize(5).first().asString().startsWith("bytestill convert ").contains("quick.yaml",
                "--shard 1/4");
        type("elsewhere-computers", "2");
        assertThat(commands.getText().lines()).hasSize(3);
        type("elsewhere-computers", "none");
        assertThat(commands.getText()).isEqualTo("A number from 1 to 1,000.");
        assertThat(this.<Button>find("elsewhere-copy").isDisabled()).isTrue();
        type("elsewhere-computers", "16");
        assertThat(this.<Label>find("elsewhere-there").isVisible()).isFalse();
        Files.createDirectories(wizard.model().runFolder().resolve("teacher-bytes"));
        Files.writeString(wizard.model().runFolder().resolve("teacher-bytes/manifest.json"), "{}");
        onFx(() -> {
            this.<SegmentedButton>find("elsewhere-ways").getButtons().get(1).fire();
            return null;
        });
        assertThat(commands.getText()).startsWith("sbatch --array=1-16 ");
        assertThat(this.<Label>find("elsewhere-there").isVisible()).isTrue();
        FxRoom.shot(scene(), "wizard-elsewhere");
        onFx(() -> {
            wizard.model().setting("objective").textProperty().set("sft");
            return null;
        });
        assertThat(commands.getParent().getParent().getParent().isVisible()).as("there is nothing to convert").isFalse();
    }

    @Test
    void tabReachesEveryPartOfAPageInReadingOrder() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 1000);
        onFx(() -> {
            scene().lookup("#step-safety").requestFocus();
            return null;
        });
        List<String> wanted = List.of("step-review", "name", "wizard-next");
        int found = 0;
        for (int press = 0; press < 40 && found < wanted.size(); press++) {
            robot.type(KeyCode.TAB);
            Node focused = onFx(() -> scene().getFocusOwner());
            if (focused != null && wanted.get(found).equals(focused.getId())) {
                found++;
            }
        }
        assertThat(found).as("reached in order: " + wanted).isEqualTo(wanted.size());
    }

    @Test
    void enterInAFieldStaysOnThePage() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 1000);
        click("step-method");
        type("training.updates", "120");
        robot.type(KeyCode.ENTER);
        assertThat(step()).isEqualTo(Step.METHOD);
        assertThat(wizard.model().config().training().updates()).isEqualTo(120);
    }

    @Test
    void aWrongValueSaysSoUnderItsFieldAndStartListsItAsALink() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 1000);
        click("step-method");
        type("training.updates", "many");
        until(() -> !wizard.model().setting("training.updates").problems().isEmpty());
        assertThat(this.<TextField>find("training.updates").getStyleClass()).contains("bad");
        FxRoom.shot(scene(), "wizard-error-light");
        click("wizard-start");
        until(() -> wizard.model().stepProperty().get() == Step.REVIEW);
        assertThat(started.get()).isNull();
        click("go-training.updates");
        assertThat(step()).isEqualTo(Step.METHOD);
        Node focused = onFx(() -> scene().getFocusOwner());
        assertThat(focused.getId()).isEqualTo("training.updates");
        click("reset-training.updates");
        assertThat(wizard.model().config().training().updates()).isEqualTo(SAMPLE_UPDATES);
    }

    @Test
    void theStartButtonIsNeverDisabled() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 1000);
        click("preset-recommended");
        for (Step step : Step.values()) {
            click("step-" + step.id());
            assertThat(this.<Button>find("wizard-start").isDisabled()).isFalse();
        }
    }

    @Test
    void leavingKeepsTheDraftForTheNextTimeAndTheNextStartOfTheProgram() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 1000);
        click("wizard-leave");
        until(() -> left.get() == 1);
        assertThat(home.resolve("new-run.yaml")).as("nothing was typed").doesNotExist();
        type("name", "mine");
        robot.type(KeyCode.ESCAPE);
        until(() -> left.get() == 2);
        reopen();
        assertThat(this.<TextField>find("name").getText()).isEqualTo("mine");
        wizard = onFx(() -> new NewRunWizard(engine, FxRoom.theme(Theme.Mode.LIGHT), home.resolve("runs"), home.resolve("sample-data"),
                new SavedFile()));
        reopen();
        assertThat(this.<TextField>find("name").getText()).isEqualTo("mine");
        assertThat(this.<Node>find("preset-draft")).isNotNull();
        click("wizard-start");
        until(() -> started.get() != null);
        assertThat(home.resolve("new-run.yaml")).as("the draft has become a run").doesNotExist();
    }

    @Test
    void discardingADraftAsksFirstAndBeginsAnew() throws Exception {
        open(Theme.Mode.DARK, 1024, 700);
        assertThat(this.<Node>find("wizard-discard").isVisible()).as("nothing to discard").isFalse();
        type("name", "mine");
        click("wizard-discard");
        until(() -> dialog("discard").isPresent());
        FxRoom.shot(dialog("discard").get().getScene(), "wizard-discard-dark");
        robot.clickOn("Go on");
        until(() -> dialog("discard").isEmpty());
        assertThat(wizard.model().config().name()).isEqualTo("mine");
        click("wizard-discard");
        until(() -> dialog("discard").isPresent());
        robot.clickOn("Discard");
        until(() -> left.get() == 1);
        reopen();
        assertThat(wizard.model().config().name()).isEqualTo("sample");
    }

    @Test
    void backLeadsThroughTheStepsAndEscapeOutOfThem() throws Exception {
        open(Theme.Mode.LIGHT, 1024, 700);
        assertThat(this.<Node>find("wizard-back").isVisible()).isFalse();
        click("wizard-next");
        click("wizard-next");
        assertThat(step()).isEqualTo(Step.TEXT);
        click("wizard-back");
        assertThat(step()).isEqualTo(Step.MODELS);
        robot.type(KeyCode.ESCAPE);
        until(() -> left.get() == 1);
    }

    @Test
    void aDryRunShowsWhatItIsAtItsFindingsAndMeasuresTheEstimate() throws Exception {
        CompletableFuture<DryRunReport> report = new CompletableFuture<>();
        AtomicReference<DryRunListener> told = new AtomicReference<>();
        engine.dryRuns = (request, listener) -> {
            told.set(listener);
            return report;
        };
        open(Theme.Mode.LIGHT, 1600, 1000);
        click("dry-run");
        until(() -> told.get() != null);
        assertThat(told.get().progress(DryRunStage.CONVERT, 100, 400)).isTrue();
        until(() -> wizard.model().dryRun().lineProperty().get().contains("100 of 400"));
        DryRunFinding finding = new DryRunFinding(DryRunStage.CHECKPOINT, DryRunFinding.Outcome.FINE, "The same to the bit.", "");
        told.get().found(finding);
        until(() -> wizard.model().dryRun().findings().contains(finding));
        FxRoom.shot(scene(), "wizard-dry-run-light");
        CheckResults before = wizard.model().findingsProperty().get();
        PhaseCost cost = new PhaseCost(1, Double.NaN, 1, 1, 0, 0);
        report.complete(new DryRunReport(List.of(finding), cost, cost, 12));
        until(() -> wizard.model().findingsProperty().get() != before);
        assertThat(this.<Label>find("dry-run-line").getText()).contains("12 s");
    }

    @Test
    void aDryRunCanBeCancelled() throws Exception {
        CompletableFuture<DryRunReport> report = new CompletableFuture<>();
        AtomicReference<DryRunListener> told = new AtomicReference<>();
        engine.dryRuns = (request, listener) -> {
            told.set(listener);
            return report;
        };
        open(Theme.Mode.LIGHT, 1600, 1000);
        click("dry-run");
        until(() -> told.get() != null);
        click("dry-run");
        until(() -> !told.get().progress(DryRunStage.UPDATES, 1, 3));
        report.completeExceptionally(new CancellationException());
        until(() -> !wizard.model().dryRun().runningProperty().get());
        assertThat(this.<Label>find("dry-run-line").getText()).startsWith("Cancelled");
    }

    /** A click on a control, or one that answers a question for a file; keys are none. */
    @Test
    void aNewcomerComesToTheirOwnChatsAndModelsInTwelveClicks() throws Exception {
        Path chats = Files.writeString(home.resolve("mine.jsonl"), "{\"messages\": []}\n");
        Files.createDirectories(home.resolve("big"));
        Files.createDirectories(home.resolve("small"));
        int clicks = 1; // New run, on the first page of the program
        open(Theme.Mode.LIGHT, 1024, 700);
        for (String id : List.of("preset-recommended", "wizard-next")) {
            click(id);
            clicks++;
        }
        for (String model : List.of("teacher", "student")) {
            answers.folder = home.resolve(model.equals("teacher") ? "big" : "small");
            clicks += browse(model);
        }
        click("wizard-next");
        answers.texts = List.of(chats);
        clicks += 1 + browse("text.train");
        click("wizard-start");
        clicks++;
        until(() -> started.get() != null);
        assertThat(clicks).isLessThanOrEqualTo(12);
        assertThat(engine.started).singleElement().satisfies(config -> {
            assertThat(config.teacher()).endsWith("big");
            assertThat(config.student()).endsWith("small");
            assertThat(config.text().train()).singleElement().asString().endsWith("mine.jsonl");
        });
    }

    /** Clicks of choosing a file or folder: the button, and the answer in the system's dialog. */
    private int browse(String key) throws Exception {
        SplitMenuButton button = find("browse-" + key);
        onFx(() -> {
            button.fire();
            return null;
        });
        return 2;
    }

    @Test
    void anEffortSetsItsValuesAndCanBeUndone() throws Exception {
        open(Theme.Mode.LIGHT, 1024, 700);
        type("name", "mine");
        click("effort-quick-look");
        assertThat(wizard.model().config().training().updates()).isEqualTo(100);
        assertThat(wizard.model().config().name()).isEqualTo("mine");
        click("effort-thorough");
        assertThat(wizard.model().config().converter().threshold()).isEqualTo(0.001);
        assertThat(wizard.model().config().training().updates()).isEqualTo(5000);
        assertThat(wizard.model().controlProperty().get()).isTrue();
        click("undo-preset");
        assertThat(wizard.model().config().training().updates()).isEqualTo(100);
    }

    @Test
    void memoryIsShownByPart() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 1000);
        until(() -> wizard.model().findingsProperty().get().estimate().isPresent());
        FxRoom.settle();
        Node parts = find("estimate-parts");
        List<String> words = onFx(() -> robot.from(parts).lookup((Node node) -> node instanceof Label).<Label>queryAll().stream()
                .map(Label::getText).toList());
        assertThat(words).contains("weights", "gradients", "moments", "activations", "teacher", "Java", "libtorch");
    }

    @Test
    void aRunThatIsThereCanBeCopiedOrTakenUpAgain() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 1000);
        fire("from-copy", null);
        MenuButton copy = find("from-copy");
        assertThat(onFx(() -> copy.getItems().get(0).getText())).isEqualTo("There are none");
    }

    @Test
    void saveConfigOnlyWritesAFileThatCanBeImportedAgain() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 1000);
        onFx(() -> {
            wizard.model().setting("training.updates").textProperty().set("77");
            return null;
        });
        click("wizard-save");
        until(() -> Files.exists(home.resolve("saved.yaml")));
        click("preset-sample");
        until(() -> wizard.model().config().training().updates() == SAMPLE_UPDATES);
        click("import");
        until(() -> wizard.model().config().training().updates() == 77);
        assertThat(this.<Node>find("preset-imported")).isNotNull();
    }

    @Test
    void aFileThatCannotBeImportedSaysWhyAndChangesNothing() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 1000);
        Files.writeString(home.resolve("saved.yaml"), "trainning:\n  updates: 5\n");
        click("import");
        until(() -> dialog("error").isPresent());
        FxRoom.shot(dialog("error").get().getScene(), "wizard-import-failed-light");
        assertThat(wizard.model().config().training().updates()).isEqualTo(SAMPLE_UPDATES);
        robot.type(KeyCode.ESCAPE);
        until(() -> dialog("error").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"DARK, 1600, 1000", "LIGHT, 1024, 700"})
    void everyPageCanBeLookedAt(Theme.Mode mode, int width, int height) throws Exception {
        engine.tokenizers = (request, progress) -> CompletableFuture.completedFuture(new TokenizersReport(
                new TokenizersReport.Side("teacher", 4096, 4095, 1, 129, 121_624, 2, 3806, 0),
                new TokenizersReport.Side("student", 1024, 1022, 2, 128, 173_726, 2, 845, 0), 499_867, false, 120_888, 85_905, 279_614,
                1003, false, List.of("Only 55.9 % of the text is in the same tokens on both sides.")));
        open(mode, width, height);
        String suffix = "-" + width + "-" + mode.name().toLowerCase(java.util.Locale.ROOT);
        // Every page in both themes and both sizes, not each of them in all four.
        boolean all = mode == Theme.Mode.LIGHT == (width == 1600);
        for (Step step : all ? List.of(Step.values()) : List.of(Step.METHOD)) {
            onFx(() -> {
                wizard.model().stepProperty().set(step);
                return null;
            });
            until(() -> wizard.model().findingsProperty().get().estimate().isPresent());
            FxRoom.shot(scene(), "wizard-" + step.id() + suffix);
            if (step == Step.MODELS) {
                Node table = find("tokenizers-table");
                assertThat(onFx(() -> table.localToScene(table.getBoundsInLocal())).getWidth()).as("beside each other")
                        .isBetween(300.0, width - 420.0);
            }
        }
        onFx(() -> {
            wizard.model().essentialsOnlyProperty().set(false);
            wizard.model().choose(Preset.PUBLISHED);
            wizard.model().setting("training.updates").textProperty().set("20000");
            wizard.model().setting("training.micro_batch_documents").textProperty().set("24");
            wizard.model().stepProperty().set(Step.METHOD);
            return null;
        });
        until(() -> !wizard.model().setting("training.micro_batch_documents").problems().isEmpty());
        FxRoom.shot(scene(), "wizard-method-problems" + suffix);
        onFx(() -> {
            wizard.model().start(run -> {});
            return null;
        });
        until(() -> wizard.model().stepProperty().get() == Step.REVIEW);
        FxRoom.shot(scene(), "wizard-review-problems" + suffix);
    }

    /** With {@code -Pdesktop}, for people to look at. */
    @Tag("desktop")
    @ParameterizedTest
    @CsvSource({"LIGHT, 1600, 1000", "DARK, 1024, 700"})
    void everyPageCanBeLookedAtInOtherLooks(Theme.Mode mode, int width, int height) throws Exception {
        everyPageCanBeLookedAt(mode, width, height);
    }

    @Test
    void theButtonsOfEveryPageAreWholeInTheSmallestWindow() throws Exception {
        open(Theme.Mode.LIGHT, 1024, 700);
        for (Step step : Step.values()) {
            click("step-" + step.id());
            until(() -> wizard.model().findingsProperty().get().estimate().isPresent());
            for (String id : List.of("wizard-start", "wizard-save")) {
                Node node = find(id);
                Bounds button = onFx(() -> node.localToScene(node.getBoundsInLocal()));
                assertThat(button.getMaxY()).as("%s on %s", id, step.id()).isLessThanOrEqualTo(700 - SHELL);
                assertThat(button.getMaxX()).as("%s on %s", id, step.id()).isLessThanOrEqualTo(1024);
                assertThat(button.getHeight()).as("%s on %s", id, step.id()).isGreaterThanOrEqualTo(28);
            }
        }
    }

    @Test
    void theObjectiveDecidesWhichRowsAreAskedFor() throws Exception {
        open(Theme.Mode.LIGHT, 1024, 700);
        click("step-method");
        assertThat(this.<Node>find("row-covering.kl_weight").isVisible()).isTrue();
        assertThat(this.<Node>find("row-loss.kl_weight").isVisible()).isFalse();
        onFx(() -> {
            wizard.model().setting("objective").textProperty().set("bld");
            return null;
        });
        assertThat(this.<Node>find("row-covering.kl_weight").isVisible()).isFalse();
        assertThat(this.<Node>find("row-loss.kl_weight").isVisible()).isTrue();
        assertThat(this.<Node>find("row-byte_head.positions").isVisible()).as("an advanced row").isFalse();
    }

    @Test
    void anAdvancedRowWithAProblemIsSeen() throws Exception {
        open(Theme.Mode.LIGHT, 1024, 700);
        click("step-method");
        assertThat(this.<Node>find("row-seed").isVisible()).isFalse();
        onFx(() -> {
            wizard.model().setting("seed").textProperty().set("many");
            return null;
        });
        assertThat(this.<Node>find("row-seed").isVisible()).isTrue();
        onFx(() -> {
            wizard.model().setting("seed").reset();
            return null;
        });
        assertThat(this.<Node>find("row-seed").isVisible()).isFalse();
    }

    @Test
    void theTextIsPreviewedFromItsPageAndWhatIsMissingLeadsToItsField() throws Exception {
        open(Theme.Mode.LIGHT, 1024, 700);
        click("preset-recommended");
        click("step-text");
        FxRoom.shot(scene(), "wizard-text-conversations-light");
        click("preview-open");
        until(() -> dialog("preview").isPresent());
        Node link = onFx(() -> dialog("preview").orElseThrow().getScene().lookup("#preview-go"));
        robot.clickOn(link);
        until(() -> dialog("preview").isEmpty());
        assertThat(step()).isEqualTo(Step.MODELS);
        until(() -> "student".equals(scene().getFocusOwner().getId()));
    }

    @Test
    void theTextOfTheRunIsPreviewedAndChatTemplatesAreFiles() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 1000);
        click("step-text");
        click("browse-chat.template");
        assertThat(wizard.model().config().chat().template()).isEqualTo("template.jinja");
        click("preview-open");
        until(() -> dialog("preview").isPresent());
        assertThat(engine.previewed).singleElement()
                .satisfies(request -> assertThat(request.config()).isEqualTo(wizard.model().config()));
        robot.type(KeyCode.ESCAPE);
        until(() -> dialog("preview").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280, 800", "DARK, 1024, 700"})
    void aModelMayBeAGgufFileAndAStudentGetBytes(Theme.Mode mode, int width, int height) throws Exception {
        open(mode, width, height);
        click("wizard-next");
        fire("browse-student", "browse-student-gguf");
        assertThat(wizard.model().config().student()).isEqualTo(home.resolve("model.gguf").toString());
        fire("browse-new_tokenizer", "browse-new_tokenizer-bytes");
        assertThat(wizard.model().config().newTokenizer()).isEqualTo("bytes");
        FxRoom.shot(scene(), "wizard-models-bytes-" + width + "-" + mode.name().toLowerCase(java.util.Locale.ROOT));
        click("browse-new_tokenizer");
        fire("browse-new_tokenizer", "browse-new_tokenizer-own");
        assertThat(wizard.model().config().newTokenizer()).isEmpty();
    }

    private void fire(String menu, String item) throws Exception {
        MenuButton button = find(menu);
        onFx(() -> {
            if (item == null) {
                button.show();
                button.hide();
            } else {
                button.getItems().stream().filter(candidate -> item.equals(candidate.getId())).findFirst().orElseThrow().fire();
            }
            return null;
        });
        FxRoom.settle();
    }

    /** What a person answers to questions for folders and texts. */
    private static final class Answers {
        private Path folder;
        private List<Path> texts = List.of();
    }

    /** Answers every question for a file with the same one. */
    private final class SavedFile implements FilePicker {
        @Override
        public Optional<Path> folder(String title, Path from) {
            return Optional.ofNullable(answers.folder);
        }

        @Override
        public Optional<Path> gguf(String title, Path from) {
            return Optional.of(home.resolve("model.gguf"));
        }

        @Override
        public List<Path> texts(String title, Path from) {
            return answers.texts;
        }

        @Override
        public List<Path> files(String title, Path from) {
            return List.of(home.resolve("sample-data/template.jinja"));
        }

        @Override
        public Optional<Path> config(String title, Path from) {
            return Optional.of(home.resolve("saved.yaml"));
        }

        @Override
        public Optional<Path> save(String title, String name) {
            return Optional.of(home.resolve("saved.yaml"));
        }
    }
}
