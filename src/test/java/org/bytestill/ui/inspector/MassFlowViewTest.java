package org.bytestill.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytestill.ui.FxRoom.onFx;
import static org.bytestill.ui.FxRoom.until;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.PathLog.LivePath;
import org.bytestill.bytes.flow.MassFlow;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.inspect.ConverterError;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.inspect.InspectionRequest;
import org.bytestill.engine.inspect.InspectionTable;
import org.bytestill.engine.reading.InspectedModel;
import org.bytestill.text.TestTexts;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.ScriptedRun;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.inspector.flow.FlowRow;
import org.bytestill.ui.inspector.state.FlowModel.Picture;
import org.bytestill.ui.inspector.state.FlowModel.Tokens;
import org.bytestill.ui.inspector.state.HighlightedToken;
import org.bytestill.ui.inspector.state.ModelChoice;
import org.controlsfx.control.SegmentedButton;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mass flow, ledger and lanes on the screen, with the sample teacher and student behind them. */
@Tag("ui")
class MassFlowViewTest {
    @TempDir
    Path home;

    /** Letters of two bytes, an emoji with joiners, Hebrew, and two bytes that are not UTF-8. */
    private static final byte[] TEXT = TestTexts.joined("The old woman saw the café, 👩‍🚀 שלום ".getBytes(StandardCharsets.UTF_8),
            new byte[] {(byte) 0xC3, ' ', (byte) 0xFF}, " and the sea.".getBytes(StandardCharsets.UTF_8));
    private static final Path TEACHER = Path.of("sample-data/teacher").toAbsolutePath();
    private static final Path STUDENT = Path.of("sample-data/student").toAbsolutePath();
    private static TrainingEngine models;
    private static Inspection beam;
    private static Inspection cover;

    private final ScriptedEngine engine = new ScriptedEngine();
    private FxRoom room;
    private InspectorView view;

    @BeforeAll
    static void readOnce() {
        models = new TrainingEngine();
        beam = read(ConverterSettings.beam(10, 0.01));
        cover = read(ConverterSettings.cover());
    }

    private static Inspection read(ConverterSettings converter) {
        return models.inspector()
                .inspect(new InspectionRequest(TEXT, new InspectedModel(TEACHER, converter), new InspectedModel(STUDENT, converter)),
                        (done, total) -> true)
                .join();
    }

    @AfterAll
    static void close() {
        models.close();
    }

    @BeforeEach
    void answerAsRead() throws Exception {
        engine.inspections = request -> CompletableFuture.completedFuture(
                request.teacher().converter().method() == ConverterSettings.Method.COVER ? cover : beam);
        room = new FxRoom();
    }

    @AfterEach
    void closeWindow() throws Exception {
        room.close();
    }

    private void open(Theme.Mode mode, int width, int height) throws Exception {
        Theme theme = FxRoom.theme(mode);
        room.show(theme, () -> {
            view = new InspectorView(engine, theme, Path.of("sample-data"), home, new Tasks(Runnable::run, Runnable::run));
            return (Parent) view.node();
        }, width, height);
        onFx(() -> {
            view.model().textProperty().set(TEXT);
            RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfig.defaults(), "name", "sample"), "teacher",
                    TEACHER.toString());
            view.show(new ScriptedRun(Path.of("/runs/sample"), RunConfigFile.with(config, "student", STUDENT.toString())));
            return null;
        });
        until(() -> view.model().analysisProperty().get() != null);
        hereAreTokens();
    }

    private void hereAreTokens() {
        until(() -> view.flow().stateProperty().get().tokens() == Tokens.HERE);
    }

    private void moveTo(int offset) throws Exception {
        onFx(() -> {
            view.model().moveTo(offset);
            return null;
        });
        hereAreTokens();
    }

    private void fire(KeyCode key) {
        Event.fireEvent(lookup("inspector-ribbon"), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
    }

    private void press(KeyCode key) throws Exception {
        onFx(() -> {
            fire(key);
            return null;
        });
    }

    private Node lookup(String id) {
        return room.stage().getScene().lookup("#" + id);
    }

    private Node find(String id) throws Exception {
        return onFx(() -> lookup(id));
    }

    private String shown(String id) {
        return ((Label) lookup(id)).getText();
    }

    private static double number(String printed) {
        return printed.equals(Format.NOTHING) ? 0 : Double.parseDouble(printed.startsWith(".") ? "0" + printed : printed);
    }

    @Test
    void steppingByKeyboardTheLedgerAndEveryPanelSumToOne() throws Exception {
        // Low, so that few of a step's rows are drawn.
        open(Theme.Mode.LIGHT, 1600, 480);
        onFx(() -> {
            view.flow().pictureProperty().set(Picture.TABLE);
            return null;
        });
        for (int offset = 0; offset < TEXT.length; offset++) {
            // Asked before, so that each step is answered at once.
            beam.teacherFlow().at(offset).join();
        }
        moveTo(0);
        for (int offset = 0; offset < TEXT.length; offset++) {
            int expected = offset;
            // Two turns of the JavaFX thread a step: in the first the key, in the second what followed from it.
            inTurn(() -> {
                assertThat(view.model().cursorProperty().get()).isEqualTo(expected);
                MassFlow flow = view.flow().stateProperty().get().flow();
                assertThat(flow.position()).isEqualTo(expected);
                assertThat(flow.sum()).as("engine at %d", expected).isCloseTo(1, within(1e-6));
                assertTableSumsToOne(flow);
                assertLedgerSumsToOne(flow);
            });
            inTurn(() -> fire(KeyCode.RIGHT));
        }
    }

    private static void inTurn(Runnable work) throws Exception {
        FutureTask<Void> turn = new FutureTask<>(work, null);
        Platform.runLater(turn);
        turn.get(30, TimeUnit.SECONDS);
    }

    private void assertTableSumsToOne(MassFlow flow) {
        TableView<?> table = (TableView<?>) lookup("inspector-flow-table");
        assertThat(sum(table, false)).as("table at %d", flow.position()).isCloseTo(1, within(1e-6));
        assertThat(sum(table, true)).as("bytes of the table at %d", flow.position()).isCloseTo(flow.ofBytes(), within(1e-9));
    }

    private static double sum(TableView<?> table, boolean bytes) {
        return table.getItems().stream().map(FlowRow.class::cast).filter(row -> bytes == (row.kind() == FlowRow.Kind.BYTE))
                .mapToDouble(FlowRow::mass).sum();
    }

    private void assertLedgerSumsToOne(MassFlow flow) {
        assertThat(shown("ledger-before-sum")).isEqualTo("1.0000");
        for (String row : new String[] {"before", "loss"}) {
            double sum = 0;
            for (String part : new String[] {"shown", "other", "end", "special", "threshold", "width"}) {
                sum += number(shown("ledger-" + row + "-" + part));
            }
            assertThat(sum).as("%s at %d", row, flow.position()).isCloseTo(1, within(1e-9));
        }
        // Printed parts are rounded so that they sum to 1: by one digit more or less than each alone.
        assertThat(number(shown("ledger-before-end"))).isCloseTo(flow.endOfSequence(), within(1.01e-4));
        assertThat(number(shown("ledger-before-special"))).isCloseTo(flow.residual(), within(1.01e-4));
        assertThat(number(shown("ledger-before-threshold"))).isCloseTo(flow.belowThreshold(), within(1.01e-4));
        assertThat(number(shown("ledger-before-width"))).isCloseTo(flow.beyondWidth(), within(1.01e-4));
    }

    @Test
    void bothSidesAndBothReadingsHaveTokensAndLanes() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 928);
        moveTo(18);
        MassFlow teacher = onFx(() -> view.flow().stateProperty().get().flow());
        onFx(() -> {
            view.flow().sideProperty().set(Side.STUDENT);
            return null;
        });
        hereAreTokens();
        MassFlow student = onFx(() -> view.flow().stateProperty().get().flow());
        assertThat(student.probability('a')).isCloseTo(beam.student().distribution(18)['a'], within(1e-5));
        assertThat(teacher.probability('a')).isCloseTo(beam.teacher().distribution(18)['a'], within(1e-5));
        onFx(() -> {
            view.model().converterProperty().set(ConverterSettings.cover());
            return null;
        });
        until(() -> view.model().analysisProperty().get().inspection() == cover);
        hereAreTokens();
        MassFlow covered = onFx(() -> view.flow().stateProperty().get().flow());
        assertThat(covered.probability('a')).isCloseTo(cover.student().distribution(18)['a'], within(1e-5));
        assertThat(covered.paths()).extracting(LivePath::share).allMatch(share -> share > 0);
    }

    @Test
    void aTokenLitByKeyIsLitInTheRibbonTheLanesThePicturesAndTheTable() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 928);
        moveTo(10);
        assertThat(onFx(() -> view.flow().litProperty().get())).isNull();
        press(KeyCode.PERIOD);
        MassFlow.Token heaviest = onFx(() -> view.flow().stateProperty().get().byShare().get(0));
        assertThat(onFx(() -> view.flow().litProperty().get().id())).isEqualTo(heaviest.id());
        assertThat(shown("flow-line")).contains("id " + heaviest.id()).contains(Format.probability(heaviest.share()));
        press(KeyCode.DIGIT3);
        TableView<?> table = (TableView<?>) find("inspector-flow-table");
        assertThat(onFx(() -> ((FlowRow) table.getSelectionModel().getSelectedItem()).token())).isEqualTo(heaviest);
        onFx(() -> {
            table.getSelectionModel().selectNext();
            return null;
        });
        FlowRow next = onFx(() -> (FlowRow) table.getSelectionModel().getSelectedItem());
        assertThat(onFx(() -> view.flow().litProperty().get())).isEqualTo(next.token() == null ? null
                : HighlightedToken.of(Side.TEACHER, view.flow().stateProperty().get().flow(), next.token()));
        press(KeyCode.DIGIT1);
        press(KeyCode.COMMA);
        press(KeyCode.ESCAPE);
        assertThat(onFx(() -> view.flow().litProperty().get())).isNull();
    }

    @Test
    void aReadingWithoutTokensSaysSoAndShowsItsBytes() throws Exception {
        engine.inspections = request -> CompletableFuture.completedFuture(ToyInspection.of(TEXT));
        Theme theme = FxRoom.theme(Theme.Mode.LIGHT);
        room.show(theme, () -> {
            view = new InspectorView(engine, theme, Path.of("sample-data"), home, new Tasks(Runnable::run, Runnable::run));
            return (Parent) view.node();
        }, 1600, 928);
        onFx(() -> {
            view.model().textProperty().set(TEXT);
            view.model().teacherProperty().set(new ModelChoice("big", TEACHER, -1));
            view.model().studentProperty().set(new ModelChoice("small", STUDENT, -1));
            return null;
        });
        until(() -> view.flow().stateProperty().get().tokens() == Tokens.UNKNOWN);
        assertThat(shown("flow-line")).isEqualTo("This reading has no tokens: a byte head goes from text to bytes");
        assertThat(shown("ledger-before-sum")).isEqualTo("1.0000");
        room.shot("flow-no-tokens-light");
    }

    @Test
    void theLedgerOfACoveringSaysHowFarItIsFromTheReferenceWhereThatIsMeasured() throws Exception {
        double[] jsdBits = new double[TEXT.length];
        double[] gainedBits = new double[TEXT.length];
        Arrays.fill(jsdBits, 0.002);
        Arrays.fill(gainedBits, -0.25);
        engine.errors = request -> CompletableFuture.completedFuture(new ConverterError(jsdBits, gainedBits, 17, 1));
        open(Theme.Mode.LIGHT, 1600, 928);
        onFx(() -> {
            view.model().converterProperty().set(ConverterSettings.cover());
            return null;
        });
        until(() -> view.model().analysisProperty().get().inspection() == cover);
        moveTo(3);
        assertThat(onFx(() -> shown("ledger-since"))).contains("press C");
        press(KeyCode.C);
        until(() -> view.error().stateProperty().get().error() != null);
        assertThat(onFx(() -> shown("ledger-since"))).as("four bytes").contains("Δ log P −1.000 bits, mean JSD .0020");
        onFx(() -> {
            view.flow().sideProperty().set(Side.STUDENT);
            return null;
        });
        hereAreTokens();
        until(() -> shown("ledger-since").contains("press E"));
    }

    @Test
    void savedPathsAndWhatWasDroppedSumToOneAtEveryByte() {
        String[] lines = InspectionTable.paths(beam, 1000).split("\n");
        assertThat(lines[0]).isEqualTo("offset,model,share,canonical,fate,lastToken,unfinishedFrom");
        double[] teacher = new double[TEXT.length];
        for (int line = 1; line < lines.length; line++) {
            String[] cells = lines[line].split(",");
            int offset = Integer.parseInt(cells[0]) - 1000;
            teacher[offset] += cells[1].equals("teacher") ? Double.parseDouble(cells[2]) : 0;
            assertThat(Integer.parseInt(cells[6]) - 1000).as("an unfinished token begins before").isBetween(0, offset);
        }
        for (int offset = 0; offset < TEXT.length; offset++) {
            assertThat(teacher[offset] + beam.teacher().belowThreshold(offset) + beam.teacher().beyondWidth(offset)).as("byte %d", offset)
                    .isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void theLivePathsAreATableToo() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 928);
        moveTo(14);
        onFx(() -> {
            ((ToggleButton) ((SegmentedButton) room.stage().getScene().lookup("#lanes-choice")).getButtons().get(1)).setSelected(true);
            return null;
        });
        TableView<?> table = (TableView<?>) find("inspector-paths");
        assertThat(onFx(() -> table.getItems().size())).isEqualTo(beam.teacher().paths().at(14).size());
        assertThat((String) onFx(() -> find("inspector-lanes").getAccessibleText()))
                .startsWith(beam.teacher().paths().at(14).size() + " paths live at byte 14");
        room.shot("flow-paths-table-light");
    }

    @ParameterizedTest
    @CsvSource({"DARK, 1920, 1008", "LIGHT, 1024, 628"})
    void everyPictureInEverySizeAndThemeCanBeLookedAt(Theme.Mode mode, int width, int height) throws Exception {
        open(mode, width, height);
        String suffix = "-" + width + "-" + mode.name().toLowerCase(Locale.ROOT);
        moveTo(14);
        for (Picture picture : Picture.values()) {
            onFx(() -> {
                view.flow().pictureProperty().set(picture);
                return null;
            });
            room.shot("flow-" + picture.name().toLowerCase(Locale.ROOT) + suffix);
        }
        onFx(() -> {
            view.flow().pictureProperty().set(Picture.ICICLE);
            view.flow().sideProperty().set(Side.STUDENT);
            if (height < 800) {
                ((SegmentedButton) room.stage().getScene().lookup("#inspector-right")).getButtons().get(2).setSelected(true);
            }
            return null;
        });
        moveTo(36);
        press(KeyCode.PERIOD);
        room.shot("flow-student-lit" + suffix);
    }

    /** With {@code -Pdesktop}, for people to look at. */
    @Tag("desktop")
    @ParameterizedTest
    @CsvSource({"LIGHT, 1920, 1008", "DARK, 1024, 628"})
    void everyPictureInEverySizeAndThemeCanBeLookedAtInOtherLooks(Theme.Mode mode, int width, int height) throws Exception {
        everyPictureInEverySizeAndThemeCanBeLookedAt(mode, width, height);
    }
}
