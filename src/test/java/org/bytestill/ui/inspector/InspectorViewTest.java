package org.bytestill.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytestill.ui.FxRoom.onFx;
import static org.bytestill.ui.FxRoom.until;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import org.bytestill.bytes.Mixture;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.inspect.FlowSource;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.engine.reading.InspectedModel;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.problem.UserError;
import org.bytestill.text.TestTexts;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.ScriptedRun;
import org.bytestill.ui.UserRobot;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.InspectorViewModel.Phase;
import org.bytestill.ui.inspector.state.LongText;
import org.controlsfx.control.SegmentedButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The inspector as a person meets it: a text, keys, figures. */
@Tag("ui")
class InspectorViewTest {
    @TempDir
    Path home;

    /** Two bytes a letter, an emoji with a joiner, Hebrew, and two bytes that are not UTF-8. */
    private static final byte[] MIXED = TestTexts.joined(
            "Le café – 東 👩‍🚀 שלום and the sea, and the sea. ".getBytes(StandardCharsets.UTF_8),
            new byte[] {(byte) 0xC3, ' ', (byte) 0xFF}, "\nagain the sea".getBytes(StandardCharsets.UTF_8));

    private final ScriptedEngine engine = new ScriptedEngine();
    private final UserRobot robot = new UserRobot();
    private FxRoom room;
    private InspectorView view;

    @BeforeEach
    void answerLikeAModel() throws Exception {
        engine.inspections = request -> CompletableFuture.supplyAsync(() -> ToyInspection.of(request.text()));
        room = new FxRoom();
    }

    @AfterEach
    void closeWindow() throws Exception {
        room.close();
    }

    private static ScriptedRun run() {
        RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfig.defaults(), "name", "sample"), "teacher",
                "/models/gemma-3-270m");
        ScriptedRun run = new ScriptedRun(Path.of("/runs/sample"), RunConfigFile.with(config, "student", "/models/SmolLM2-135M"));
        run.checkpoints.add(new CheckpointInfo(2750, Path.of("/runs/sample/checkpoints/step-2750"), true, false, 1.2, 0.2, 1_000_000));
        run.checkpoints.add(new CheckpointInfo(3000, Path.of("/runs/sample/checkpoints/step-3000"), false, true, 1.2, 0.2, 1_000_000));
        return run;
    }

    private void open(Theme.Mode mode, int width, int height, byte[] text) throws Exception {
        Theme theme = FxRoom.theme(mode);
        room.show(theme, () -> {
            view = new InspectorView(engine, theme, Path.of("sample-data"), home, new Tasks(Runnable::run, Runnable::run));
            return (Parent) view.node();
        }, width, height);
        onFx(() -> {
            if (text != null) {
                view.model().textProperty().set(text);
            }
            view.show(run());
            return null;
        });
    }

    private void openAnalysed(Theme.Mode mode, int width, int height, byte[] text) throws Exception {
        open(mode, width, height, text);
        until(() -> view.model().statusProperty().get().phase() == Phase.READY
                && view.model().analysisProperty().get().length() == text.length);
    }

    private void focusRibbon() throws Exception {
        onFx(() -> {
            room.stage().getScene().lookup("#inspector-ribbon").requestFocus();
            return null;
        });
    }

    private int cursor() throws Exception {
        return onFx(() -> view.model().cursorProperty().get());
    }

    private String text(String id) throws Exception {
        return onFx(() -> shown(id));
    }

    private void press(KeyCode... keys) {
        robot.push(keys);
    }

    @Test
    void steppingByKeyboardShowsEveryBytesNumbers() throws Exception {
        openAnalysed(Theme.Mode.LIGHT, 1600, 928, MIXED);
        Inspection inspection = onFx(() -> view.model().analysisProperty().get().inspection());
        focusRibbon();
        press(KeyCode.RIGHT);
        press(KeyCode.LEFT);
        // Straight to the focused node and without waiting: the robot takes half a second a key.
        onFx(() -> {
            for (int offset = 0; offset < MIXED.length; offset++) {
                assertThat(view.model().cursorProperty().get()).isEqualTo(offset);
                assertNumbers(inspection, offset);
                Node focused = room.stage().getScene().getFocusOwner();
                Event.fireEvent(focused, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.RIGHT, false, false, false, false));
            }
            return null;
        });
        assertThat(cursor()).as("the end is the end").isEqualTo(MIXED.length - 1);
    }

    private void assertNumbers(Inspection inspection, int offset) {
        ByteComparison measures = inspection.comparison().get(offset);
        int actual = MIXED[offset] & 0xFF;
        assertThat(shown("number-kl")).isEqualTo(Format.kl(measures.klBits()));
        assertThat(shown("number-tv")).isEqualTo(Format.kl(measures.totalVariation()));
        assertThat(shown("number-p-teacher")).isEqualTo(Format.probability(inspection.teacher().distribution(offset)[actual]));
        assertThat(shown("number-p-student")).isEqualTo(Format.probability(inspection.student().distribution(offset)[actual]));
        assertThat(shown("number-identity")).startsWith(String.format(Locale.ROOT, "%02X", actual));
    }

    private String shown(String id) {
        return ((Label) room.stage().getScene().lookup("#" + id)).getText();
    }

    @Test
    void controlStepsByCharacterAltByTokenOfEachModel() throws Exception {
        openAnalysed(Theme.Mode.LIGHT, 1600, 928, MIXED);
        focusRibbon();
        onFx(() -> {
            view.model().moveTo(6);
            return null;
        });
        press(KeyCode.CONTROL, KeyCode.RIGHT);
        assertThat(cursor()).as("é has two bytes").isEqualTo(8);
        press(KeyCode.HOME);
        press(KeyCode.ALT, KeyCode.RIGHT);
        assertThat(cursor()).as("the teacher's first token ends before the blank").isEqualTo(2);
        press(KeyCode.ALT, KeyCode.RIGHT);
        assertThat(cursor()).as("five bytes").isEqualTo(7);
        press(KeyCode.HOME);
        press(KeyCode.ALT, KeyCode.SHIFT, KeyCode.RIGHT);
        press(KeyCode.ALT, KeyCode.SHIFT, KeyCode.RIGHT);
        assertThat(cursor()).as("three bytes").isEqualTo(5);
        press(KeyCode.END);
        assertThat(cursor()).isEqualTo(MIXED.length - 1);
    }

    @Test
    void nGoesToTheWorstByteAndLChangesTheScale() throws Exception {
        openAnalysed(Theme.Mode.LIGHT, 1600, 928, MIXED);
        focusRibbon();
        int worst = onFx(() -> view.model().analysisProperty().get().kl().worst());
        press(KeyCode.END);
        press(KeyCode.N);
        assertThat(cursor()).as("wherever the cursor was").isEqualTo(worst);
        assertThat(onFx(() -> view.model().noticeProperty().get())).isEqualTo("Largest KL of " + MIXED.length + " bytes");
        press(KeyCode.N);
        assertThat(cursor()).isNotEqualTo(worst);
        assertThat(onFx(() -> view.model().noticeProperty().get())).isEqualTo("KL rank 2 of " + MIXED.length + " bytes");
        press(KeyCode.P);
        assertThat(cursor()).isEqualTo(worst);
        press(KeyCode.L);
        assertThat(onFx(() -> view.model().logarithmicProperty().get())).isTrue();
    }

    @Test
    void keysTypedIntoTheTextStayThere() throws Exception {
        openAnalysed(Theme.Mode.LIGHT, 1600, 928, MIXED);
        TextArea area = (TextArea) onFx(() -> room.stage().getScene().lookup("#inspector-text"));
        onFx(() -> {
            ((SegmentedButton) room.stage().getScene().lookup("#inspector-side")).getButtons().get(1).setSelected(true);
            area.clear();
            area.requestFocus();
            return null;
        });
        robot.write("no pal");
        until(() -> view.model().analysisProperty().get().length() == 6);
        assertThat(area.getText()).isEqualTo("no pal");
    }

    @Test
    void aLongTextIsLookedAtInParts() throws Exception {
        openAnalysed(Theme.Mode.LIGHT, 1600, 928, MIXED);
        onFx(() -> {
            view.model().look(new LongText("a line of 18 bytes\n".repeat(10_000).getBytes(StandardCharsets.UTF_8)).around(0));
            assertThat(shown("inspector-size")).isEqualTo("0 to 64 of 186 KiB");
            assertThat(room.stage().getScene().lookup("#inspector-piece-earlier").isDisabled()).isTrue();
            ((Button) room.stage().getScene().lookup("#inspector-piece-later")).fire();
            assertThat(shown("inspector-size")).isEqualTo("64 to 128 of 186 KiB");
            return null;
        });
        room.shot("inspector-long-light");
        onFx(() -> {
            ((TextArea) room.stage().getScene().lookup("#inspector-text")).setText("typed");
            return null;
        });
        assertThat(onFx(() -> room.stage().getScene().lookup("#inspector-piece-later").getParent().isVisible())).isFalse();
    }

    @Test
    void everyByteOfPastedTextIsKept() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 928, new byte[0]);
        byte[] bytes = onFx(() -> {
            ClipboardContent content = new ClipboardContent();
            content.putString("one\r\ntwo\n");
            Clipboard.getSystemClipboard().setContent(content);
            TextArea area = (TextArea) room.stage().getScene().lookup("#inspector-text");
            area.selectAll();
            area.paste();
            return view.model().textProperty().get();
        });
        assertThat(bytes).isEqualTo("one\r\ntwo\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void invalidBytesAreShownAsEscapesInTheTextBox() throws Exception {
        openAnalysed(Theme.Mode.LIGHT, 1600, 928, MIXED);
        assertThat(onFx(() -> ((TextArea) room.stage().getScene().lookup("#inspector-text")).getText())).contains("\\xC3 \\xFF");
    }

    @Test
    void theLedgersPrintedFiguresSumToOne() throws Exception {
        openAnalysed(Theme.Mode.LIGHT, 1600, 928, MIXED);
        for (String row : new String[] {"before", "loss"}) {
            long sum = 0;
            for (String part : new String[] {"shown", "other", "end", "special", "threshold", "width"}) {
                String figure = text("ledger-" + row + "-" + part);
                sum += figure.equals(Format.NOTHING) ? 0
                        : Math.round(Double.parseDouble(figure.startsWith(".") ? "0" + figure : figure) * 10_000);
            }
            assertThat(sum).as(row).isEqualTo(10_000);
        }
    }

    @Test
    void theTablesAreTwinsOfThePictures() throws Exception {
        openAnalysed(Theme.Mode.LIGHT, 1600, 928, MIXED);
        onFx(() -> {
            ((SegmentedButton) room.stage().getScene().lookup("#inspector-side")).getButtons().get(2).setSelected(true);
            return null;
        });
        TableView<?> bytes = (TableView<?>) onFx(() -> room.stage().getScene().lookup("#inspector-bytes"));
        assertThat(bytes.getItems()).hasSize(MIXED.length);
        onFx(() -> {
            bytes.getSelectionModel().select(0);
            return null;
        });
        assertThat(cursor()).as("sorted by KL, the first row is the worst byte")
                .isEqualTo(onFx(() -> view.model().analysisProperty().get().kl().worst()));
        onFx(() -> {
            ((ToggleButton) ((SegmentedButton) room.stage().getScene().lookup("#inspector-scale")).getButtons().get(2)).setSelected(true);
            return null;
        });
        TableView<?> compare = (TableView<?>) onFx(() -> room.stage().getScene().lookup("#inspector-compare-table"));
        assertThat(compare.getItems()).as("256 bytes, the end, special tokens").hasSize(258);
        room.shot("inspector-table-light");
    }

    @Test
    void theModelsOfTheRunAreOfferedTheNewestCheckpointFirst() throws Exception {
        openAnalysed(Theme.Mode.LIGHT, 1600, 928, MIXED);
        MenuButton student = (MenuButton) onFx(() -> room.stage().getScene().lookup("#inspector-student"));
        assertThat(student.getText()).isEqualTo("sample, update 3,000, newest");
        onFx(() -> {
            student.show();
            return null;
        });
        assertThat(student.getItems()).extracting(item -> item.getText() == null ? "" : item.getText())
                .containsExactly("sample, update 3,000, newest", "sample, update 2,750, best", "SmolLM2-135M, before training",
                        "gemma-3-270m", "", "Asked by", "The same model with another converter", "", "Another folder…", "A GGUF file…");
        assertThat(engine.inspected.get(engine.inspected.size() - 1).teacher().folder()).isEqualTo(Path.of("/models/gemma-3-270m"));
    }

    /** A run with two teachers, and answers as of a mixture. */
    private void openMixed(Theme.Mode mode, int width, int height) throws Exception {
        engine.inspections = request -> CompletableFuture.supplyAsync(() -> {
            Inspection toy = ToyInspection.of(request.text());
            return new Inspection(toy.text(), toy.teacherTokens(), toy.studentTokens(), toy.teacher(), toy.student(), toy.comparison(), 200,
                    0.041,
                    request.teacher().isMixed() ? FlowSource.MIXED : FlowSource.NONE, FlowSource.NONE);
        });
        openAnalysed(mode, width, height, MIXED);
        ScriptedRun mixed = new ScriptedRun(Path.of("/runs/mixed"), RunConfigFile.with(RunConfigFile.with(run().config(), "more_teachers",
                List.of("/models/my_model_7b")), "mix", "geometric"));
        onFx(() -> {
            view.show(mixed);
            return null;
        });
        until(() -> view.model().teacherProperty().get().isMixed() && view.model().statusProperty().get().phase() == Phase.READY
                && view.flow().stateProperty().get().tokens() == FlowModel.Tokens.MIXED);
    }

    private MenuButton menu(String id) throws Exception {
        MenuButton menu = (MenuButton) onFx(() -> room.stage().getScene().lookup(id));
        onFx(() -> {
            menu.show();
            return null;
        });
        return menu;
    }

    private static List<String> names(MenuButton menu) {
        return menu.getItems().stream().map(item -> item.getText() == null ? "" : item.getText()).toList();
    }

    @Test
    void aRunThatLearnsFromSeveralTeachersIsHeldAgainstTheirMixture() throws Exception {
        openMixed(Theme.Mode.LIGHT, 1600, 928);
        InspectedModel asked = engine.inspected.get(engine.inspected.size() - 1).teacher();
        assertThat(asked.folders()).containsExactly(Path.of("/models/gemma-3-270m"), Path.of("/models/my_model_7b"));
        assertThat(asked.mixture()).isEqualTo(Mixture.GEOMETRIC);
        MenuButton menu = menu("#inspector-teacher");
        assertThat(menu.getText()).isEqualTo("gemma-3-270m + my_model_7b, geometric");
        assertThat(menu.getTooltip().getText()).contains("Tokens shown are those of gemma-3-270m");
        assertThat(names(menu)).startsWith("gemma-3-270m + my_model_7b, geometric", "gemma-3-270m", "my_model_7b").containsSubsequence("",
                "Mixture…", "Another folder…");
        onFx(() -> {
            menu.hide();
            return null;
        });
        assertThat(text("flow-line")).isEqualTo("A mixture has no tokens; the ledger has means over its teachers");
        MenuButton student = menu("#inspector-student");
        assertThat(names(student)).as("a mixture is a teacher").contains("gemma-3-270m", "my_model_7b")
                .doesNotContain("gemma-3-270m + my_model_7b, geometric", "Mixture…");
        onFx(() -> {
            student.hide();
            view.branches().fork();
            return null;
        });
        assertThat(onFx(() -> view.model().noticeProperty().get()))
                .isEqualTo("Tokens are written by gemma-3-270m alone: a mixture has none.");
        assertThat(engine.continued.get(0).model()).isEqualTo(Path.of("/models/gemma-3-270m"));
    }

    @ParameterizedTest
    @CsvSource({"DARK, 1600, 928", "LIGHT, 1024, 628"})
    void aMixtureCanBeLookedAtInEverySizeAndTheme(Theme.Mode mode, int width, int height) throws Exception {
        openMixed(mode, width, height);
        room.shot("inspector-mixed-" + width + "-" + mode.name().toLowerCase(Locale.ROOT));
    }

    /** With {@code -Pdesktop}, for people to look at. */
    @Tag("desktop")
    @ParameterizedTest
    @CsvSource({"LIGHT, 1600, 928", "DARK, 1024, 628"})
    void aMixtureCanBeLookedAtInEverySizeAndThemeInOtherLooks(Theme.Mode mode, int width, int height) throws Exception {
        aMixtureCanBeLookedAtInEverySizeAndTheme(mode, width, height);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void aMixtureIsChosenFromTheModelsOfTheRun(Theme.Mode mode) throws Exception {
        openAnalysed(mode, 1024, 628, MIXED);
        MenuButton menu = menu("#inspector-teacher");
        onFx(() -> {
            menu.getItems().stream().filter(item -> "Mixture…".equals(item.getText())).findFirst().orElseThrow().fire();
            menu.hide();
            return null;
        });
        until(() -> dialog() != null);
        Scene dialog = onFx(InspectorViewTest::dialog);
        Node mix = onFx(() -> dialog.lookup("#mixture-mix"));
        assertThat(mix.isDisabled()).as("one model is no mixture").isTrue();
        List<CheckBox> boxes = onFx(
                () -> dialog.getRoot().lookupAll("#mixture-models .check-box").stream().map(CheckBox.class::cast).toList());
        assertThat(boxes).extracting(CheckBox::getText).containsExactly("gemma-3-270m", "sample, update 3,000, newest",
                "sample, update 2,750, best",
                "SmolLM2-135M, before training");
        assertThat(boxes).extracting(CheckBox::isSelected).containsExactly(true, false, false, false);
        onFx(() -> {
            boxes.get(3).setSelected(true);
            ((SegmentedButton) dialog.lookup("#mixture-kind")).getButtons().get(2).setSelected(true);
            return null;
        });
        assertThat(onFx(() -> ((Label) dialog.lookup("#mixture-meaning")).getText())).contains("surer");
        assertThat(onFx(() -> ((Label) dialog.lookup("#mixture-tokens")).getText())).contains("gemma-3-270m");
        FxRoom.shot(dialog, "inspector-mixture-" + mode.name().toLowerCase(Locale.ROOT));
        assertThat(mix.isDisabled()).isFalse();
        onFx(() -> {
            ((Button) mix).fire();
            return null;
        });
        until(() -> menu.getText().equals("gemma-3-270m + SmolLM2-135M, before training, entropy"));
        InspectedModel asked = engine.inspected.get(engine.inspected.size() - 1).teacher();
        assertThat(asked.folders()).containsExactly(Path.of("/models/gemma-3-270m"), Path.of("/models/SmolLM2-135M"));
        assertThat(asked.mixture()).isEqualTo(Mixture.ENTROPY);
    }

    private static Scene dialog() {
        return Window.getWindows().stream().map(Window::getScene).filter(scene -> scene != null && scene.lookup("#mixture-models") != null)
                .findFirst().orElse(null);
    }

    @Test
    void everyCanvasCanBeReachedAndSpeaks() throws Exception {
        openAnalysed(Theme.Mode.LIGHT, 1600, 928, MIXED);
        for (String id : new String[] {"inspector-overview", "inspector-ribbon", "inspector-butterfly", "inspector-ledger-bars"}) {
            Node canvas = onFx(() -> room.stage().getScene().lookup("#" + id));
            assertThat(canvas.isFocusTraversable()).as(id).isTrue();
            assertThat(canvas.getAccessibleText()).as(id).isNotBlank();
        }
        assertThat(onFx(() -> room.stage().getScene().lookup("#inspector-ribbon").getAccessibleText())).startsWith("Ribbon: byte 0 of "
                + MIXED.length + ", L, KL ");
    }

    @Test
    void progressIsCountedAndCanBeCancelled() throws Exception {
        engine.inspections = request -> new CompletableFuture<>();
        open(Theme.Mode.LIGHT, 1600, 928, MIXED);
        until(() -> view.model().statusProperty().get().phase() == Phase.WORKING
                && room.stage().getScene().lookup("#inspector-cancel").isVisible());
        assertThat(text("inspector-progress")).isEqualTo("Loading the models");
        room.shot("inspector-loading-light");
        robot.clickOn("#inspector-cancel");
        until(() -> view.model().statusProperty().get().phase() == Phase.EMPTY);
        room.shot("inspector-empty-light");
    }

    @Test
    void aModelThatCannotBeReadIsSaidInTheHead() throws Exception {
        engine.inspections = request -> CompletableFuture.failedFuture(
                UserError.badInput("No tokenizer.json in /models/gemma-3-270m: it turns tokens into bytes. Choose another folder."));
        open(Theme.Mode.DARK, 1024, 628, MIXED);
        until(() -> view.model().statusProperty().get().phase() == Phase.FAILED);
        assertThat(text("inspector-failure")).contains("No tokenizer.json");
        room.shot("inspector-failed-1024-dark");
    }

    @ParameterizedTest
    @CsvSource({"DARK, 1600, 928", "LIGHT, 1024, 628"})
    void everySizeAndThemeCanBeLookedAt(Theme.Mode mode, int width, int height) throws Exception {
        openAnalysed(mode, width, height, MIXED);
        onFx(() -> {
            view.model().moveTo(7);
            return null;
        });
        String suffix = "-" + width + "-" + mode.name().toLowerCase(Locale.ROOT);
        room.shot("inspector" + suffix);
        onFx(() -> {
            view.model().moveTo(44);
            view.model().logarithmicProperty().set(true);
            if (width < 1200) {
                ((SegmentedButton) room.stage().getScene().lookup("#inspector-left")).getButtons().get(1).setSelected(true);
                ((SegmentedButton) room.stage().getScene().lookup("#inspector-right")).getButtons().get(1).setSelected(true);
            }
            return null;
        });
        room.shot("inspector-other" + suffix);
    }

    /** With {@code -Pdesktop}, for people to look at. */
    @Tag("desktop")
    @ParameterizedTest
    @CsvSource({"LIGHT, 1600, 928", "DARK, 1024, 628"})
    void everySizeAndThemeCanBeLookedAtInOtherLooks(Theme.Mode mode, int width, int height) throws Exception {
        everySizeAndThemeCanBeLookedAt(mode, width, height);
    }
}
