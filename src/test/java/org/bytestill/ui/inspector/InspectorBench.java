package org.bytestill.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytestill.ui.FxRoom.onFx;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.inspect.FlowSource;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.engine.inspect.InspectionListener;
import org.bytestill.engine.inspect.InspectionRequest;
import org.bytestill.engine.reading.InspectedModel;
import org.bytestill.engine.reading.TokenSpan;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.inspector.state.Analysis;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * How fast the inspector is, beside its targets; drawn in software, so a machine with a graphics card is faster.
 * {@code mvn test -Pbench -Dtest=InspectorBench}
 */
@Tag("bench")
@Tag("ui")
class InspectorBench {
    @TempDir
    Path home;

    private static final Path TEXT = Path.of("sample-data/text/train.txt");
    private static final Path TEACHER = Path.of("sample-data/teacher");
    private static final Path STUDENT = Path.of("sample-data/student");
    private static final ConverterSettings BEAM = ConverterSettings.beam(10, 0.01);
    private static final int STEPS = 200;
    private static final int EDITS = 40;
    private static final int LOOKED_AT = 4200;
    /** More than is computed ahead to each side. */
    private static final int APART = 140;
    /** Beside the clock, because a busy machine makes every clock slow. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private FxRoom room;
    private InspectorView view;

    @BeforeEach
    void open() throws Exception {
        room = new FxRoom();
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    private void show(ScriptedEngine engine) throws Exception {
        Theme theme = FxRoom.theme(Theme.Mode.LIGHT);
        room.show(theme, () -> {
            view = new InspectorView(engine, theme, Path.of("sample-data"), home, new Tasks(Runnable::run, Runnable::run));
            return (Parent) view.node();
        }, 1600, 928);
    }

    private static void print(String what, List<Double> milliseconds, double target) {
        List<Double> sorted = milliseconds.stream().sorted().toList();
        LoggerFactory.getLogger(InspectorBench.class)
                .warn(String.format(Locale.ROOT, "%-44s p50 %7.1f ms   p95 %7.1f ms   target %5.1f ms", what,
                        sorted.get(sorted.size() / 2), sorted.get((int) (sorted.size() * 0.95)), target));
    }

    private static byte[] text(int bytes) throws Exception {
        byte[] source = Files.readAllBytes(TEXT);
        byte[] text = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            text[i] = source[i % source.length];
        }
        return text;
    }

    @Test
    void aStepToACachedByte() throws Exception {
        show(new ScriptedEngine());
        byte[] text = text(2000);
        onFx(() -> {
            view.model().show(Analysis.of(ToyInspection.of(text)));
            room.stage().getScene().lookup("#inspector-ribbon").requestFocus();
            return null;
        });
        List<Step> steps = new ArrayList<>();
        List<Double> ribbon = new ArrayList<>();
        List<Double> window = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            Step step = step();
            double ribbonMs = milliseconds(() -> room.stage().getScene().lookup("#inspector-ribbon").snapshot(null, null));
            double windowMs = milliseconds(() -> room.stage().getScene().snapshot(null));
            if (i >= STEPS / 10) {
                steps.add(step);
                ribbon.add(ribbonMs);
                window.add(windowMs);
            }
        }
        print("cached step, all panels laid out and drawn", steps.stream().map(Step::milliseconds).toList(), 50);
        print("cached step, the same in CPU time", steps.stream().map(Step::cpuMilliseconds).toList(), 50);
        print("cached step, the ribbon rendered in software", ribbon, 16);
        print("cached step, the whole window rendered", window, 50);
        heldKey();
    }

    /** One press of a key, with everything that follows from it on the window's thread. */
    private record Step(double milliseconds, double cpuMilliseconds) {}

    private void pressRight() {
        Event.fireEvent(room.stage().getScene().getFocusOwner(),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.RIGHT, false, false, false, false));
    }

    private Step step() throws Exception {
        CompletableFuture<Step> drawn = new CompletableFuture<>();
        onFx(() -> {
            Parent root = room.stage().getScene().getRoot();
            long cpuBefore = CPU.getCurrentThreadCpuTime();
            long started = System.nanoTime();
            pressRight();
            // Behind what the press has put off.
            Platform.runLater(() -> {
                root.applyCss();
                root.layout();
                drawn.complete(new Step((System.nanoTime() - started) / 1e6, (CPU.getCurrentThreadCpuTime() - cpuBefore) / 1e6));
            });
            return null;
        });
        return drawn.get(1, TimeUnit.MINUTES);
    }

    private static double milliseconds(Runnable rendering) throws Exception {
        return onFx(() -> {
            long started = System.nanoTime();
            rendering.run();
            return (System.nanoTime() - started) / 1e6;
        });
    }

    /** Repeats as fast as they can be sent: what one costs must be less than the time between two, 33 ms at 30 a second. */
    private void heldKey() throws Exception {
        long started = System.nanoTime();
        CompletableFuture<Long> last = new CompletableFuture<>();
        for (int i = 0; i < STEPS; i++) {
            Platform.runLater(this::pressRight);
        }
        Platform.runLater(() -> Platform.runLater(() -> last.complete(System.nanoTime())));
        double each = (last.get(1, TimeUnit.MINUTES) - started) / 1e6 / STEPS;
        print("held arrow key, one repeat of " + STEPS, List.of(each), 1000.0 / 30);
    }

    /** A row costs nothing to make, so that the drawing alone is measured. */
    private static Inspection light(byte[] text) {
        double[][] few = new double[256][];
        for (int i = 0; i < few.length; i++) {
            few[i] = new double[ByteDistribution.OUTCOMES];
            Arrays.fill(few[i], 0.5 / 256);
            few[i][i] += 0.5;
        }
        double[][] repeated = new double[text.length][];
        Arrays.setAll(repeated, row -> few[row & 0xFF]);
        ByteRows rows = ToyInspection.of(repeated, 0, 0, 0);
        ByteComparison[] measures = new ByteComparison[256];
        for (int i = 0; i < 256; i++) {
            measures[i] = ByteComparison.of('e', few[i], few[(i * 7 + 3) % 256]);
        }
        List<ByteComparison> comparison = new AbstractList<>() {
            @Override
            public ByteComparison get(int index) {
                return measures[index * 31 % 256];
            }

            @Override
            public int size() {
                return text.length;
            }
        };
        List<TokenSpan> tokens = new ArrayList<>();
        for (int start = 0; start < text.length; start += 4) {
            tokens.add(new TokenSpan(start, Math.min(text.length, start + 4), 1, "t", 0.5));
        }
        return new Inspection(text, tokens, tokens, rows, rows, comparison, -1, 1, FlowSource.NONE, FlowSource.NONE);
    }

    @Test
    void aMebibyteScrolls() throws Exception {
        show(new ScriptedEngine());
        Analysis analysis = Analysis.of(light(text(1 << 20)));
        onFx(() -> {
            view.model().show(analysis);
            return null;
        });
        List<Double> frames = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            double taken = onFx(() -> {
                long started = System.nanoTime();
                view.ribbon().scrollBy(40);
                view.ribbon().snapshot(null, null);
                return (System.nanoTime() - started) / 1e6;
            });
            if (i >= 20) {
                frames.add(taken);
            }
        }
        print("1 MiB scrolls, drawn and rendered", frames, 16.7);
        List<Double> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            int to = i * 5000;
            steps.add(onFx(() -> {
                long started = System.nanoTime();
                view.model().moveTo(to);
                return (System.nanoTime() - started) / 1e6;
            }));
        }
        print("1 MiB, step anywhere, all panels", steps.subList(20, STEPS), 50);
    }

    @Test
    void uncachedStepsOfTheSampleModels() throws Exception {
        try (TrainingEngine engine = new TrainingEngine()) {
            InspectedModel teacher = new InspectedModel(TEACHER, BEAM);
            InspectedModel student = new InspectedModel(STUDENT, BEAM);
            byte[] text = text(LOOKED_AT);
            Inspection whole = engine.inspector().inspect(new InspectionRequest(text, teacher, student), (done, total) -> true).get(2,
                    TimeUnit.MINUTES);
            steps(whole, text.length);
            List<Double> edits = new ArrayList<>();
            List<Double> first = new ArrayList<>();
            for (int i = 0; i < EDITS; i++) {
                // Another text each time, so that nothing of it is known; the last byte of it is then edited.
                byte[] edited = Arrays.copyOfRange(text, 60 * i, 60 * i + 60);
                long started = System.nanoTime();
                Inspection inspection = engine.inspector().inspect(new InspectionRequest(edited, teacher, student), (done, total) -> true)
                        .get(1, TimeUnit.MINUTES);
                edits.add((System.nanoTime() - started) / 1e6);
                first.add(timed(inspection, 30, true));
            }
            print("uncached: first tokens of a new text (sample)", warm(first), 100);
            print("60 bytes analysed anew, two models (sample)", warm(edits), 1000);
        }
    }

    /** Bytes far from each other, so that nothing was computed ahead: a jump; and after each the byte beside it: a step. */
    private static void steps(Inspection inspection, int length) throws Exception {
        List<Double> jumps = new ArrayList<>();
        List<Double> steps = new ArrayList<>();
        int places = length / APART;
        for (int i = 0; i < 2 * places; i++) {
            boolean teacher = i % 2 == 0;
            int offset = APART * (i / 2 * 7 % places) + APART / 2;
            jumps.add(timed(inspection, offset, teacher));
            steps.add(timed(inspection, offset + 1, teacher));
        }
        print("uncached jump, tokens at a byte (sample)", warm(jumps), 100);
        print("step beside it", warm(steps), 100);
    }

    private static double timed(Inspection inspection, int offset, boolean teacher) throws Exception {
        long started = System.nanoTime();
        (teacher ? inspection.teacherFlow() : inspection.studentFlow()).at(offset).get(1, TimeUnit.MINUTES);
        return (System.nanoTime() - started) / 1e6;
    }

    private static List<Double> warm(List<Double> all) {
        return all.subList(all.size() / 5, all.size());
    }

    @Test
    void aLongTextIsAnalysedAndCancelled() throws Exception {
        try (TrainingEngine engine = new TrainingEngine()) {
            InspectedModel teacher = new InspectedModel(TEACHER, BEAM);
            InspectedModel student = new InspectedModel(STUDENT, BEAM);
            engine.inspector().inspect(new InspectionRequest(text(240), teacher, student), (done, total) -> true).get(2, TimeUnit.MINUTES);
            longText(engine, teacher, student);
        }
    }

    private static void longText(TrainingEngine engine, InspectedModel teacher, InspectedModel student) throws Exception {
        byte[] text = text(InspectorViewModel.LONGEST_TEXT);
        CompletableFuture<Double> first = new CompletableFuture<>();
        long started = System.nanoTime();
        CompletableFuture<
                Inspection> whole = engine.inspector().inspect(new InspectionRequest(text, teacher, student), new InspectionListener() {
                    @Override
                    public boolean report(long done, long total) {
                        return true;
                    }

                    @Override
                    public void found(Inspection beginning) {
                        first.complete((System.nanoTime() - started) / 1e6);
                    }
                });
        print("64 KiB: first bytes (sample)", List.of(first.get(2, TimeUnit.MINUTES)), 1000);
        whole.cancel(false);
        long cancelled = System.nanoTime();
        engine.inspector().inspect(new InspectionRequest(text(30), teacher, student), (done, total) -> true).get(2, TimeUnit.MINUTES);
        print("64 KiB: cancelled, the next question answered", List.of((System.nanoTime() - cancelled) / 1e6), 1000);
        ConverterSettings cover = ConverterSettings.cover();
        long began = System.nanoTime();
        Inspection all = engine.inspector()
                .inspect(new InspectionRequest(text, new InspectedModel(TEACHER, cover), new InspectedModel(STUDENT, cover)),
                        (done, total) -> true)
                .get(20, TimeUnit.MINUTES);
        assertThat(all.text()).hasSize(text.length);
        LoggerFactory.getLogger(InspectorBench.class)
                .warn(String.format(Locale.ROOT, "64 KiB analysed by the covering, both models: %.1f s",
                        (System.nanoTime() - began) / 1e9));
    }
}
