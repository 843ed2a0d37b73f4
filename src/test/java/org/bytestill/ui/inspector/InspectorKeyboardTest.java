package org.bytestill.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytestill.ui.FxRoom.onFx;
import static org.bytestill.ui.FxRoom.until;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.flow.SampledText;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.inspect.ConverterError;
import org.bytestill.engine.inspect.InspectionRequest;
import org.bytestill.engine.reading.InspectedModel.Head;
import org.bytestill.engine.run.BatchDocument;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.ScriptedRun;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.inspector.flow.ByteGrid;
import org.bytestill.ui.inspector.flow.FlowWords;
import org.bytestill.ui.inspector.state.Analysis;
import org.bytestill.ui.inspector.state.Bookmark;
import org.bytestill.ui.inspector.state.ByteNames;
import org.bytestill.ui.inspector.state.ByteText;
import org.bytestill.ui.inspector.state.ConverterErrorModel;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.InspectorViewModel.Phase;
import org.bytestill.ui.inspector.state.KeyAction;
import org.bytestill.ui.inspector.state.ModelChoice;
import org.bytestill.ui.inspector.state.Sides;
import org.controlsfx.control.SegmentedButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything by keyboard alone, on any bytes. Keys go straight to the focused node: a robot takes half a second a key. */
@Tag("ui")
class InspectorKeyboardTest {
    @TempDir
    Path home;

    private static final byte[] TEXT = "Le café – 👩‍🚀 שלום and the sea".getBytes(StandardCharsets.UTF_8);

    private final ScriptedEngine engine = new ScriptedEngine();
    private FxRoom room;
    private InspectorView view;

    @BeforeEach
    void open() throws Exception {
        engine.inspections = request -> CompletableFuture.completedFuture(ToyInspection.of(request.text()));
        engine.continuations = request -> CompletableFuture
                .completedFuture(new SampledText(" and so on".getBytes(StandardCharsets.UTF_8), false));
        room = new FxRoom();
        show(Theme.Mode.LIGHT, 1600, 928);
    }

    private void show(Theme.Mode mode, int width, int height) throws Exception {
        Theme theme = FxRoom.theme(mode);
        room.show(theme, () -> {
            view = new InspectorView(engine, theme, Path.of("sample-data"), home, new Tasks(Runnable::run, Runnable::run));
            return (Parent) view.node();
        }, width, height);
        onFx(() -> {
            view.model().textProperty().set(TEXT);
            view.show(run());
            return null;
        });
        until(() -> view.model().statusProperty().get().phase() == Phase.READY);
    }

    private static ScriptedRun run() {
        RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfig.defaults(), "name", "sample"), "teacher", "/models/big");
        ScriptedRun run = new ScriptedRun(Path.of("/runs/sample"), RunConfigFile.with(config, "student", "/models/small"));
        for (int update : new int[] {100, 200, 300}) {
            run.checkpoints.add(new CheckpointInfo(update, Path.of("/runs/sample/checkpoints/step-" + update), false, update == 300, 1.2,
                    0.2, 1_000_000));
        }
        return run;
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    private void press(KeyCode code, String text, boolean shift, boolean control) throws Exception {
        onFx(() -> {
            Node focused = room.stage().getScene().getFocusOwner();
            Event.fireEvent(focused, new KeyEvent(KeyEvent.KEY_PRESSED, "", text, code, shift, control, false, false));
            return null;
        });
    }

    private void press(KeyCode code) throws Exception {
        press(code, "", false, false);
    }

    private InspectionRequest lastAsked() {
        return engine.inspected.get(engine.inspected.size() - 1);
    }

    @Test
    void theConvertersFormSaysWhatAKeyHasChosen() throws Exception {
        MenuButton menu = (MenuButton) room.stage().getScene().lookup("#inspector-converter");
        Node form = ((CustomMenuItem) menu.getItems().get(0)).getContent();
        TextField width = (TextField) form.lookup("#inspector-width");
        ConverterSettings reference = InspectorActions.READINGS.get(1);
        press(KeyCode.E);
        assertThat(width.getText()).isEqualTo(Integer.toString(reference.width()));
        onFx(() -> {
            width.setText("16");
            return null;
        });
        assertThat(view.model().converterProperty().get()).as("epsilon as the key chose it")
                .isEqualTo(ConverterSettings.beam(16, reference.threshold()));
        onFx(() -> {
            view.model().converterProperty().set(ConverterSettings.cover());
            return null;
        });
        assertThat(width.isDisabled()).isTrue();
    }

    @Test
    void aNameWithAnUnderscoreIsShownWhole() throws Exception {
        onFx(() -> {
            view.model().teacherProperty().set(new ModelChoice("my_model_7b", Path.of("/models/my_model_7b"), -1));
            return null;
        });
        Node menu = room.stage().getScene().lookup("#inspector-teacher");
        until(() -> menu.lookupAll(".text").stream().anyMatch(node -> ((Text) node).getText().equals("my_model_7b")));
    }

    @Test
    void theBatchOfOneRunIsNotOfferedInAnother() throws Exception {
        Node batch = room.stage().getScene().lookup("#inspector-batch");
        onFx(() -> {
            view.showBatch(run(), 200, List.of(new BatchDocument("text.txt, byte 0", TEXT)));
            return null;
        });
        assertThat(batch.isVisible()).isTrue();
        onFx(() -> {
            view.show(new ScriptedRun(Path.of("/runs/other"), run().config()));
            return null;
        });
        assertThat(batch.isVisible()).isFalse();
    }

    @Test
    void bracketsTravelThroughTheCheckpointsAndTheOldOneStaysAsAnOutline() throws Exception {
        engine.inspections = request -> CompletableFuture.completedFuture(
                ToyInspection.of(request.text(), request.student().folder().endsWith("step-100") ? 0.5 : 0.7));
        press(KeyCode.OPEN_BRACKET, "[", false, false);
        assertThat(lastAsked().student().folder()).isEqualTo(Path.of("/runs/sample/checkpoints/step-200"));
        until(() -> view.model().beforeProperty().get() != null);
        assertThat(onFx(() -> view.model().beforeProperty().get().name())).contains("update 300");
        assertThat(onFx(() -> room.stage().getScene().lookup("#inspector-before-strip").getParent().isVisible())).as("nothing has changed")
                .isFalse();
        // A keyboard on which the sign lies elsewhere.
        press(KeyCode.DIGIT8, "[", false, false);
        press(KeyCode.OPEN_BRACKET, "[", false, false);
        assertThat(lastAsked().student().folder()).as("before training").isEqualTo(Path.of("/models/small"));
        press(KeyCode.OPEN_BRACKET, "[", false, false);
        assertThat(onFx(() -> view.model().noticeProperty().get())).contains("no older checkpoint");
        press(KeyCode.CLOSE_BRACKET, "]", false, false);
        assertThat(lastAsked().student().folder()).isEqualTo(Path.of("/runs/sample/checkpoints/step-100"));
        until(() -> view.model().statusProperty().get().phase() == Phase.READY);
        assertThat(onFx(() -> room.stage().getScene().lookup("#inspector-before-strip").getParent().isVisible())).isTrue();
        room.shot("inspector-before-light");
    }

    @Test
    void readingHeadSidesAndFreezingHaveKeys() throws Exception {
        press(KeyCode.E);
        assertThat(lastAsked().teacher().converter().threshold()).as("the reference").isEqualTo(1e-6);
        press(KeyCode.H);
        assertThat(lastAsked().student().head()).isEqualTo(Head.BYTE);
        assertThat(lastAsked().teacher().head()).isEqualTo(Head.TOKEN);
        press(KeyCode.T);
        assertThat(onFx(() -> view.model().sidesProperty().get())).isEqualTo(Sides.TEACHER);
        press(KeyCode.F);
        press(KeyCode.OPEN_BRACKET, "[", false, false);
        press(KeyCode.OPEN_BRACKET, "[", false, false);
        until(() -> view.model().beforeProperty().get() != null);
        assertThat(onFx(() -> view.model().beforeProperty().get().name())).as("frozen stays").contains("update 300");
    }

    @Test
    void aByteIsChosenAndForkedAndTakenBack() throws Exception {
        onFx(() -> {
            view.model().moveTo(4);
            ((SegmentedButton) room.stage().getScene().lookup("#inspector-side")).getButtons().get(3).setSelected(true);
            room.stage().getScene().lookup("#inspector-ribbon").requestFocus();
            return null;
        });
        press(KeyCode.DOWN);
        press(KeyCode.DOWN);
        int chosen = onFx(() -> view.model().chosenByteProperty().get());
        assertThat(chosen).isEqualTo(onFx(() -> view.model().focus().byteAt(1)));
        press(KeyCode.ENTER);
        assertThat(engine.continued).as("by teacher and student").hasSize(2).allSatisfy(request -> {
            assertThat(request.prefix()).hasSize(5);
            assertThat(request.prefix()[4]).isEqualTo((byte) chosen);
        });
        until(() -> view.branches().tree().forks().size() == 2);
        room.shot("inspector-branches-light");
        press(KeyCode.Z, "", false, true);
        assertThat(onFx(() -> view.branches().tree().forks())).hasSize(1);
        press(KeyCode.Z, "", true, true);
        assertThat(onFx(() -> view.branches().tree().forks())).hasSize(2);
        onFx(() -> {
            view.branches().open(view.branches().tree().forks().get(0));
            return null;
        });
        until(() -> view.model().analysisProperty().get().length() == 15);
        assertThat(onFx(() -> view.model().beforeProperty().get().isOtherText())).isTrue();
        assertThat(onFx(() -> view.model().cursorProperty().get())).isEqualTo(4);
        press(KeyCode.ENTER);
        assertThat(onFx(() -> view.branches().tree().children(1))).as("a branch of the branch").hasSize(2);
    }

    /** As a pointer does it, at a place of a picture. */
    private void click(String id, double x, double y, int clicks) throws Exception {
        onFx(() -> {
            Node node = room.stage().getScene().lookup("#" + id);
            Point2D at = node.localToScene(x, y);
            Event.fireEvent(node,
                    new MouseEvent(MouseEvent.MOUSE_CLICKED, at.getX(), at.getY(), at.getX(), at.getY(), MouseButton.PRIMARY, clicks, false,
                            false, false, false, true, false, false,
                            false, false, true, null));
            return null;
        });
    }

    private ByteGrid gridOf(String id) throws Exception {
        return onFx(() -> {
            CanvasPicture pic = (CanvasPicture) room.stage().getScene().lookup("#" + id);
            return ByteGrid.of(Math.floor(pic.getWidth()), Math.floor(pic.getHeight()));
        });
    }

    private void assertAClickChoosesAndASecondForks(String id) throws Exception {
        ByteGrid grid = gridOf(id);
        int continued = engine.continued.size();
        click(id, grid.x('e') + 2, grid.y('e') + 2, 1);
        assertThat(onFx(() -> view.model().chosenByteProperty().get())).isEqualTo('e');
        assertThat(engine.continued).as("one click is no fork").hasSize(continued);
        click(id, grid.x('e') + 2, grid.y('e') + 2, 2);
        assertThat(engine.continued.subList(continued, engine.continued.size())).hasSize(2)
                .allSatisfy(request -> assertThat(request.prefix()[4]).isEqualTo((byte) 'e'));
        click(id, 2, 2, 1);
        assertThat(onFx(() -> view.model().chosenByteProperty().get())).as("beside the bytes").isEqualTo('e');
    }

    @Test
    void theDifferenceOfAllBytesIsAMapInWhichAByteIsChosenAndForked() throws Exception {
        onFx(() -> {
            view.model().moveTo(4);
            ((SegmentedButton) room.stage().getScene().lookup("#inspector-scale")).getButtons().get(3).setSelected(true);
            return null;
        });
        CanvasPicture map = (CanvasPicture) onFx(() -> room.stage().getScene().lookup("#inspector-difference-map"));
        assertThat(onFx(map::isVisible)).isTrue();
        double[] teacher = onFx(() -> view.model().analysisProperty().get().inspection().teacher().distribution(4));
        double[] student = onFx(() -> view.model().analysisProperty().get().inspection().student().distribution(4));
        int most = 0;
        for (int value = 1; value < 256; value++) {
            most = student[value] - teacher[value] > student[most] - teacher[most] ? value : most;
        }
        assertThat(onFx(map::getAccessibleText))
                .startsWith("Student less teacher over all bytes at 4: most at " + FlowWords.ofByte(most) + ", "
                        + Format.signed(student[most] - teacher[most], 4));
        assertThat(onFx(() -> map.svg(List.of()))).contains("student more", "student less");
        assertAClickChoosesAndASecondForks("inspector-difference-map");
        room.shot("inspector-difference-light");
    }

    @ParameterizedTest
    @CsvSource({"DARK, 1024, 628"})
    void theDifferenceMapCanBeLookedAt(Theme.Mode mode, int width, int height) throws Exception {
        show(mode, width, height);
        onFx(() -> {
            view.model().moveTo(7);
            ((SegmentedButton) room.stage().getScene().lookup("#inspector-scale")).getButtons().get(3).setSelected(true);
            view.model().headProperty().set(Head.BYTE);
            return null;
        });
        until(() -> view.model().analysisProperty().get().byHead());
        onFx(() -> {
            view.model().moveTo(7);
            return null;
        });
        room.shot("inspector-difference-" + width + "-" + mode.name().toLowerCase(Locale.ROOT));
    }

    /** With {@code -Pdesktop}, for people to look at. */
    @Tag("desktop")
    @ParameterizedTest
    @CsvSource({"DARK, 1600, 928", "LIGHT, 1024, 628"})
    void theDifferenceMapCanBeLookedAtInOtherLooks(Theme.Mode mode, int width, int height) throws Exception {
        theDifferenceMapCanBeLookedAt(mode, width, height);
    }

    @Test
    void aByteOfTheMassFlowIsChosenByAClickAndForkedByASecond() throws Exception {
        onFx(() -> {
            view.model().moveTo(4);
            view.flow().pictureProperty().set(FlowModel.Picture.MAP);
            return null;
        });
        assertAClickChoosesAndASecondForks("inspector-map");
    }

    @Test
    void whereAByteHeadIsBlindIsSaidAndMarked() throws Exception {
        Label blind = (Label) onFx(() -> room.stage().getScene().lookup("#number-blind"));
        onFx(() -> {
            view.model().moveTo(1);
            return null;
        });
        assertThat(blind.isVisible()).as("the token head sees every byte before").isFalse();
        press(KeyCode.H);
        until(() -> view.model().analysisProperty().get().byHead());
        assertThat(blind.isVisible()).as("the second byte of its token").isTrue();
        assertThat(onFx(() -> room.stage().getScene().lookup("#inspector-ribbon").getAccessibleText())).endsWith(blind.getText());
        press(KeyCode.HOME);
        assertThat(blind.isVisible()).as("the first byte of its token").isFalse();
    }

    @Test
    void aCharacterIsNamedAndASavedPictureSaysWhatItShows() throws Exception {
        onFx(() -> {
            view.model().moveTo(6);
            return null;
        });
        assertThat(onFx(() -> ((Label) room.stage().getScene().lookup("#number-place")).getText()))
                .isEqualTo("byte 6: latin small letter e with acute");
        CanvasPicture ribbon = (CanvasPicture) onFx(() -> room.stage().getScene().lookup("#inspector-ribbon"));
        List<String> words = onFx(() -> ByteNames.settings(view.model(), view.whole()));
        assertThat(onFx(() -> ribbon.svg(words))).contains("solid: teacher, big", "outlined: student, sample, update 300",
                "read by beam, K 10, ε 0.01",
                "byte 6 of " + TEXT.length, "before sampling, temperature 1");
        assertThat(Double.parseDouble(onFx(() -> ribbon.svg(words)).replaceAll("(?s).*? height=\"([0-9.]+)\".*", "$1")))
                .as("below the picture").isGreaterThan(ribbon.getHeight());
    }

    @Test
    void whatWasSeenStaysUntilAnotherRunsCheckpointsAreRead() throws Exception {
        Deque<Runnable> waiting = new ConcurrentLinkedDeque<>();
        onFx(() -> {
            view = new InspectorView(engine, FxRoom.theme(Theme.Mode.LIGHT), Path.of("sample-data"), home,
                    new Tasks(waiting::add, Platform::runLater));
            view.show(run());
            return null;
        });
        waiting.poll().run();
        until(() -> view.model().studentProperty().get() != null);
        ScriptedRun other = new ScriptedRun(Path.of("/runs/other"), RunConfigFile.with(run().config(), "teacher", "/models/other"));
        AtomicBoolean onWindowsThread = new AtomicBoolean();
        ScriptedRun third = new ScriptedRun(Path.of("/runs/third"), RunConfigFile.with(run().config(), "teacher", "/models/third")) {
            @Override
            public List<CheckpointInfo> checkpoints() {
                onWindowsThread.set(Platform.isFxApplicationThread());
                return super.checkpoints();
            }
        };
        third.checkpoints.add(new CheckpointInfo(9, Path.of("/runs/third/checkpoints/step-9"), false, true, 1.2, 0.2, 1));
        List<String> students = new ArrayList<>();
        onFx(() -> {
            view.model().studentProperty().addListener((observable, before, now) -> students.add(now == null ? "none" : now.name()));
            view.show(other);
            view.show(third);
            return null;
        });
        assertThat(onFx(() -> view.model().teacherProperty().get().name())).as("no disk was read yet").isEqualTo("big");
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
        until(() -> view.model().teacherProperty().get().name().equals("third"));
        assertThat(students).as("never none, never one of the run between").hasSize(1)
                .allSatisfy(name -> assertThat(name).contains("update 9"));
        assertThat(onWindowsThread.get()).isFalse();
    }

    @Test
    void bookmarksAreSetByAKeyAndBelongToTheirText() throws Exception {
        press(KeyCode.RIGHT);
        press(KeyCode.B);
        assertThat(onFx(() -> view.bookmarks().all())).containsExactly(new Bookmark(1, ""));
        onFx(() -> {
            view.model().textProperty().set("another".getBytes(StandardCharsets.UTF_8));
            return null;
        });
        assertThat(onFx(() -> view.bookmarks().all())).isEmpty();
        onFx(() -> {
            view.model().textProperty().set(TEXT);
            return null;
        });
        assertThat(onFx(() -> view.bookmarks().all())).hasSize(1);
        press(KeyCode.B);
        assertThat(onFx(() -> view.bookmarks().all())).isEmpty();
    }

    @Test
    void cMeasuresWhatTheConverterLosesAtEveryByte() throws Exception {
        double[] bits = new double[TEXT.length];
        for (int offset = 0; offset < bits.length; offset++) {
            bits[offset] = Math.pow(10, -offset % 7);
        }
        engine.errors = request -> CompletableFuture
                .completedFuture(new ConverterError(Arrays.copyOf(bits, TEXT.length - 8), new double[TEXT.length - 8], 17.3, 0.5));
        CanvasPicture ribbon = (CanvasPicture) onFx(() -> room.stage().getScene().lookup("#inspector-ribbon"));
        assertThat(onFx(() -> ribbon.svg(List.of()))).contains("Not measured yet. C measures it");
        press(KeyCode.C);
        until(() -> view.error().stateProperty().get().phase() == ConverterErrorModel.Phase.HERE);
        for (int offset : new int[] {0, 2, 5, TEXT.length - 1}) {
            onFx(() -> {
                view.model().moveTo(offset);
                assertThat(((Label) room.stage().getScene().lookup("#number-error")).getText())
                        .isEqualTo(offset < TEXT.length - 8 ? Format.probability(bits[offset]) : Format.NOTHING);
                return null;
            });
        }
        onFx(() -> {
            view.model().moveTo(2);
            return null;
        });
        assertThat(onFx(() -> ribbon.getAccessibleText())).endsWith("converter error .0100 bits");
        assertThat(onFx(() -> ((Label) room.stage().getScene().lookup("#number-error")).getText())).isEqualTo(".0100");
        room.shot("inspector-error-light");
        press(KeyCode.C);
        assertThat(onFx(() -> ribbon.svg(List.of()))).contains("Not measured yet");
    }

    @Test
    void aLongTextIsReachedEverywhereByKeys() throws Exception {
        byte[] lines = "a line of 18 bytes\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        engine.inspections = request -> CompletableFuture
                .completedFuture(ToyInspection.of(Arrays.copyOf(request.text(), Math.min(1500, request.text().length))));
        onFx(() -> {
            view.model().setText(lines);
            view.model().inspect();
            room.stage().getScene().lookup("#inspector-ribbon").requestFocus();
            return null;
        });
        until(() -> view.model().analysisProperty().get().wholeLength() == lines.length);
        press(KeyCode.END);
        until(() -> view.whole().place() == lines.length - 1);
        press(KeyCode.B);
        assertThat(onFx(() -> view.bookmarks().all())).as("places in the whole text").containsExactly(new Bookmark(lines.length - 1, ""));
        onFx(() -> {
            view.whole().goTo(200_000);
            return null;
        });
        until(() -> view.whole().place() == 200_000);
        assertThat(onFx(() -> room.stage().getScene().lookup("#inspector-ribbon").getAccessibleText()))
                .startsWith("Ribbon: byte 200000 of 380000");
        assertThat(onFx(() -> view.bookmarks().all())).as("another piece of the same text").hasSize(1);
        room.shot("inspector-long-middle-light");
        onFx(() -> {
            view.ribbon().scrollBy(470);
            return null;
        });
        room.shot("inspector-long-edge-light");
        press(KeyCode.HOME);
        until(() -> view.whole().place() == 0);
    }

    @Test
    void shiftNGoesToTheNextByteWhereTop1Differs() throws Exception {
        press(KeyCode.N, "N", true, false);
        int at = onFx(() -> view.model().cursorProperty().get());
        var comparison = onFx(() -> view.model().analysisProperty().get().inspection().comparison());
        assertThat(comparison.get(at).teacherTop1()).isNotEqualTo(comparison.get(at).studentTop1());
        for (int offset = 1; offset < at; offset++) {
            assertThat(comparison.get(offset).teacherTop1()).isEqualTo(comparison.get(offset).studentTop1());
        }
    }

    @Test
    void everyKeyOfTheTableIsListed() throws Exception {
        List<String> keys = onFx(() -> view.actions().all().stream().map(KeyAction::keys).toList());
        assertThat(keys)
                .contains("←  →", "Ctrl ←  →", "Alt ←  →", "Alt Shift ←  →", "Home  End", "PgUp  PgDn", "G", "N  P", "Shift N  P", "↑  ↓",
                        "Enter", "Ctrl Z",
                        "Ctrl Shift Z", "1  2  3  4", "O", "L", "T", "E", "H", "[  ]", "Space", "+  −", "B", "F2", "C", "Ctrl F",
                        "Ctrl Shift S", "Ctrl Shift C", "F", "?")
                .doesNotHaveDuplicates();
    }

    @Test
    void aHeldArrowAsksNothingAndQueuesNothing() throws Exception {
        int before = engine.inspected.size();
        onFx(() -> {
            for (int i = 0; i < 100; i++) {
                Node focused = room.stage().getScene().getFocusOwner();
                Event.fireEvent(focused,
                        new KeyEvent(KeyEvent.KEY_PRESSED, "", "", i % 2 == 0 ? KeyCode.RIGHT : KeyCode.LEFT, false, false, false, false));
            }
            return null;
        });
        assertThat(engine.inspected).hasSize(before);
    }

    @Test
    void nothingThrowsInTextsOfAnyBytes() throws Exception {
        Random random = new Random(6);
        List<Throwable> thrown = new ArrayList<>();
        for (int round = 0; round < 8; round++) {
            onFx(() -> {
                for (int i = 0; i < 20; i++) {
                    byte[] text = randomText(random);
                    try {
                        visit(text, random);
                    } catch (RuntimeException | Error e) {
                        thrown.add(new AssertionError("text " + java.util.HexFormat.of().formatHex(text), e));
                    }
                }
                return null;
            });
        }
        assertThat(thrown).isEmpty();
    }

    /** Bytes of all kinds: letters, characters of several bytes, joiners and directions, controls, and bytes that are not UTF-8. */
    private static byte[] randomText(Random random) {
        String[] pieces = {"a", " ", "\n", "é", "東", "👩‍🚀", "🏳️‍🌈", "שלום", "\u202E", "e\u0301", "\u0000", "\r\n", "\\x", "\uFEFF",
            "क्षि"};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(3) == 0) {
                bytes.write(random.nextInt(256));
            } else {
                bytes.writeBytes(pieces[random.nextInt(pieces.length)].getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** Analysed, looked at in a few places, every panel drawn; the text box gives back the bytes. */
    private void visit(byte[] text, Random random) {
        view.model().textProperty().set(text);
        assertThat(ByteText.read(ByteText.show(text))).isEqualTo(text);
        view.model().show(Analysis.of(ToyInspection.of(text)));
        view.model().moveTo(random.nextInt(text.length));
        view.model().move((moves, from) -> moves.byTeacherToken(moves.byCharacter(from, random.nextBoolean()), random.nextBoolean()));
        view.model().move((moves, from) -> view.model().analysisProperty().get().kl().toDisagreement(from, random.nextBoolean()));
        // The canvases are drawn with every step; the files, which are slower, now and then.
        for (CanvasPicture pic : random.nextInt(8) > 0 ? List.<CanvasPicture>of() : Pictures.seen((Parent) view.node())) {
            assertThat(pic.svg(List.of())).as(pic.getId()).doesNotContain("NaN");
        }
    }
}
