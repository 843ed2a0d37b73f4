package org.bytestill.ui;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.awaitility.Awaitility;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.Engine;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.cost.CostStore;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.chart.SampleLog;

/** Measures one thing of the window a process; what it says begins with FIGURE. {@link WindowBench} starts it. */
final class WindowFigures {
    private static final Path SAMPLE_DATA = Path.of("sample-data").toAbsolutePath();
    private static final int LETTERS = 80;

    private WindowFigures() {}

    /** @param arguments what to measure, and an empty folder */
    public static void main(String[] arguments) {
        try {
            measure(arguments[0], Files.createDirectories(Path.of(arguments[1])));
        } catch (Exception | AssertionError e) {
            e.printStackTrace();
            System.exit(1); // a training thread or JavaFX's would keep the process
        }
        System.exit(0);
    }

    private static void measure(String what, Path home) throws Exception {
        Platform.startup(() -> Platform.setImplicitExit(false));
        switch (what) {
            case "pixel" -> metricToPixel(home);
            case "frames" -> ChartFrames.measure();
            case "look" -> lookCost(home);
            case "million" -> millionUpdates(home);
            case "idle" -> idle(home);
            case "night" -> night(home);
            case "cost" -> cost(home);
            case "cost-alone" -> costAlone(home);
            case "typing" -> typing(home, false);
            case "typing-equal" -> typing(home, true);
            default -> throw new IllegalArgumentException(what);
        }
    }

    static void say(String format, Object... figures) {
        System.out.println("FIGURE " + String.format(Locale.ROOT, format, figures));
    }

    private static ShownWindow open(Engine engine, Path folder) throws Exception {
        new WindowSettings(Theme.Mode.LIGHT, 60, 40, 1440, 900, false).write(folder.resolve("window.json"));
        return new ShownWindow(engine, new Home(folder, Optional.of(SAMPLE_DATA)), new Theme(Theme.Mode.LIGHT, false), Tasks.ofWindow());
    }

    private static void show(ShownWindow shown, Run run, Tab tab) throws Exception {
        FxRoom.onFx(() -> {
            shown.window().show(run, tab);
            return null;
        });
        FxRoom.until(() -> shown.scene().lookup("#" + tab.name().toLowerCase(Locale.ROOT)) != null);
    }

    /**
     * From a number in the run's log to the frame that shows it, about a number a second, at any moment between two looks. Beside it the same
     * for a text that is set at once: what the machine needs for a frame, whoever asks for it.
     */
    private static void metricToPixel(Path home) throws Exception {
        FakeEngine engine = new FakeEngine();
        FakeRun run = FakeRun.training(home.resolve("runs/pixel"));
        engine.runs.put(run.folder(), run);
        try (ShownWindow shown = open(engine, home)) {
            show(shown, run, Tab.DASHBOARD);
            TimeUnit.SECONDS.sleep(10);
            DrawnFrames bar = FxRoom.onFx(() -> new DrawnFrames(shown.scene(),
                    figures(shown.scene().lookup("#dashboard")).stream().map(Labeled::textProperty).toList()));
            Label status = FxRoom.onFx(() -> (Label) shown.scene().lookup("#status"));
            DrawnFrames bare = FxRoom.onFx(() -> new DrawnFrames(shown.scene(), List.of(status.opacityProperty())));
            double before = windowSeconds();
            Random moments = new Random(3);
            List<Double> millis = new ArrayList<>();
            List<Double> floor = new ArrayList<>();
            for (int sample = 0; sample < 60; sample++) {
                TimeUnit.MILLISECONDS.sleep(800 + moments.nextInt(400));
                long written = System.nanoTime();
                bar.await();
                reach(run, run.progress.update() + 1, run.progress.updates());
                millis.add(bar.millisSince(written));
                if (sample % 4 == 0) {
                    TimeUnit.MILLISECONDS.sleep(400);
                    long set = System.nanoTime();
                    bare.await();
                    Platform.runLater(() -> status.setOpacity(status.getOpacity() == 1 ? 0.99 : 1));
                    floor.add(bare.millisSince(set));
                }
            }
            Collections.sort(millis);
            Collections.sort(floor);
            say("metric to pixel: median %.0f ms, p95 %.0f ms, longest %.0f ms of %d (goal: p95 250 ms); a frame alone, on the same machine "
                    + "at the same time: median %.0f ms, p95 %.0f ms; the window's threads took %.1f ms of the processor for each",
                    BlockWatch.at(millis, 0.5), BlockWatch.at(millis, 0.95), BlockWatch.at(millis, 1), millis.size(),
                    BlockWatch.at(floor, 0.5), BlockWatch.at(floor, 0.95), (windowSeconds() - before) / millis.size() * 1000);
        }
    }

    private static List<Labeled> figures(Node of) {
        return all(of).filter(Labeled.class::isInstance).map(Labeled.class::cast)
                .filter(label -> label.getStyleClass().contains("mono-med")).toList();
    }

    /** Processor time of one look at a run whose numbers have changed: when the window is new, and when what is done often is compiled. */
    private static void lookCost(Path home) throws Exception {
        FakeEngine engine = new FakeEngine();
        FakeRun run = FakeRun.training(home.resolve("runs/look"));
        engine.runs.put(run.folder(), run);
        try (ShownWindow shown = open(engine, home)) {
            show(shown, run, Tab.DASHBOARD);
            TimeUnit.SECONDS.sleep(5);
            for (int looks : new int[] {20, 50, 100, 200}) {
                double before = windowSeconds();
                for (int look = 0; look < looks; look++) {
                    FxRoom.onFx(() -> {
                        reach(run, run.progress.update() + 1, 2000);
                        shown.scene().lookup("#dashboard").fireEvent(new ActionEvent());
                        return null;
                    });
                    TimeUnit.MILLISECONDS.sleep(170);
                }
                say("a look and what is drawn of it takes %.1f ms of the processor, %d of %d", (windowSeconds() - before) / looks * 1000,
                        looks, run.progress.update());
            }
        }
    }

    private static void reach(FakeRun run, int update, int updates) {
        run.log.trainedTo(update);
        RunProgress was = run.progress;
        run.progress = new RunProgress(RunState.RUNNING, 2, 2, update, updates, (long) update * SampleLog.BYTES_PER_UPDATE,
                (long) updates * SampleLog.BYTES_PER_UPDATE, 41_300, 6180, was.convertedBytes(), was.bytesToConvert(), "");
        run.tell();
    }

    /** A run of a million updates, from the double click to its charts. */
    private static void millionUpdates(Path home) throws Exception {
        Path folder = home.resolve("runs/million");
        try (TrainingEngine engine = new TrainingEngine()) {
            engine.start(config(4, 1), SAMPLE_DATA, folder).awaitEnd(Duration.ofMinutes(5));
        }
        writeMillion(folder.resolve("metrics.jsonl"));
        say("log of a million updates: %d MB", Files.size(folder.resolve("metrics.jsonl")) / 1_000_000);
        for (String time : new String[] {"first", "again"}) {
            try (TrainingEngine engine = new TrainingEngine(); ShownWindow shown = open(engine, Files.createTempDirectory(home, "home"))) {
                TimeUnit.SECONDS.sleep(4);
                long begun = System.nanoTime();
                FxRoom.onFx(() -> {
                    shown.window().model().open(folder, Tab.DASHBOARD);
                    return null;
                });
                Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(5))
                        .until(() -> FxRoom.onFx(() -> shown.scene().lookup("#dashboard") != null));
                FxRoom.settle();
                say("a run of a million updates opens, %s: %.2f s (goal: 1 s)", time, (System.nanoTime() - begun) / 1e9);
            }
        }
    }

    private static void writeMillion(Path file) throws Exception {
        Random noise = new Random(2);
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (int update = 1; update <= 1_000_000; update++) {
                writer.write(String.format(Locale.ROOT, "{\"type\":\"update\",\"update\":%d,\"bytes\":%d,\"activeSeconds\":%.3f,"
                        + "\"tokenLoss\":%.6f,\"totalLoss\":%.6f,\"klBits\":%.6f,\"top1Agreement\":%.5f,\"gradientNorm\":%.5f,"
                        + "\"learningRate\":%.7f,\"bytesPerSecond\":%.1f}%n", update, update * 8192L, update * 0.91,
                        3 + noise.nextGaussian() * 0.05, 3 + noise.nextGaussian() * 0.05, 0.4 + noise.nextGaussian() * 0.01, 0.8,
                        1 + noise.nextGaussian() * 0.1, 1e-5, 41_000.0));
            }
        }
    }

    private static RunConfig config(int updates, int threads) {
        RunConfig config = RunConfigFile.read(SAMPLE_DATA.resolve("quick.yaml"));
        String rarely = Integer.toString(Math.max(4, updates / 2));
        for (String[] change : new String[][] {{"text.max_train_bytes", "16384"}, {"text.max_validation_bytes", "2048"},
            {"evaluation.agreement_bytes", "512"}, {"training.updates", Integer.toString(updates)}, {"training.batch_documents", "8"},
            {"training.micro_batch_documents", "8"}, {"evaluation.every_updates", rarely}, {"checkpoint.every_updates", rarely},
            {"hardware.threads", Integer.toString(threads)}}) {
            config = RunConfigFile.with(config, change[0], change[1]);
        }
        return config;
    }

    private static double processSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    /** What the window costs when nobody touches it. */
    private static void idle(Path home) throws Exception {
        FakeEngine engine = WindowTour.engine(home.resolve("runs"));
        Run done = engine.runs.values().stream().filter(run -> run.progress().state() == RunState.DONE).findFirst().orElseThrow();
        try (ShownWindow shown = open(engine, home)) {
            AtomicInteger pulses = new AtomicInteger();
            FxRoom.onFx(() -> {
                shown.scene().addPostLayoutPulseListener(pulses::incrementAndGet);
                return null;
            });
            for (Tab tab : new Tab[] {null, Tab.DASHBOARD, Tab.INSPECTOR}) {
                if (tab != null) {
                    show(shown, done, tab);
                }
                TimeUnit.SECONDS.sleep(20); // until the virtual machine has compiled what was needed to come here
                ThreadTimes threads = new ThreadTimes();
                int pulsesBefore = pulses.get();
                double before = processSeconds();
                TimeUnit.SECONDS.sleep(20);
                say("idle, %s: %.1f %% of a core, %.2f frames a second (goal: 1 %%)%s",
                        tab == null ? "list of runs" : tab.name().toLowerCase(Locale.ROOT), (processSeconds() - before) / 20 * 100,
                        (pulses.get() - pulsesBefore) / 20.0, threads.report());
            }
        }
    }

    /** Eight hours of a run that trains at an update a second: the run's clock, not the wall's. */
    private static void night(Path home) throws Exception {
        int hours = 8;
        int updates = 3600 * (hours + 2);
        FakeEngine engine = new FakeEngine();
        FakeRun run = FakeRun.training(home.resolve("runs/night"));
        engine.runs.put(run.folder(), run);
        run.log = new SampleLog(updates, 600);
        try (ShownWindow shown = open(engine, home)) {
            show(shown, run, Tab.DASHBOARD);
            List<String> hourly = new ArrayList<>();
            for (int hour = 0; hour <= hours; hour++) {
                for (int update = hour * 3600 + 8; update <= (hour + 1) * 3600; update += 8) {
                    int reached = update;
                    FxRoom.onFx(() -> {
                        reach(run, reached, updates);
                        // Whoever is at the window has every look drawn.
                        shown.scene().lookup("#dashboard").fireEvent(new ActionEvent());
                        return null;
                    });
                }
                hourly.add(String.format(Locale.ROOT, "%.1f", (heapAfterCollection() - logBytes(run)) / 1e6));
            }
            say("heap over a simulated night, MB beside the run's own numbers, by the hour: %s (goal: flat within 5 %%)",
                    String.join(" ", hourly));
        }
    }

    private static double logBytes(FakeRun run) {
        return 8.0 * run.log.training().size() * run.log.training().metrics().size();
    }

    private static long heapAfterCollection() {
        FxRoom.settle();
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private interface Work {
        void with(ShownWindow shown, Run run) throws Exception;
    }

    /** A window beside a run that trains on all cores. */
    private static void besideTraining(Path home, boolean equal, Work work) throws Exception {
        try (TrainingEngine engine = new TrainingEngine(CostStore.none(), equal); ShownWindow shown = open(engine, home)) {
            Run run = engine.start(config(200_000, Runtime.getRuntime().availableProcessors()), SAMPLE_DATA, home.resolve("runs/busy"));
            show(shown, run, Tab.DASHBOARD);
            Awaitility.await().atMost(Duration.ofMinutes(10)).until(() -> run.progress().update() > 20);
            work.with(shown, run);
            run.stop(false);
            run.awaitEnd(Duration.ofMinutes(1));
        }
    }

    /** Processor time of the window's own threads, as a share of what the machine gives in that time. */
    private static void cost(Path home) throws Exception {
        besideTraining(home, false, (shown, run) -> {
            TimeUnit.SECONDS.sleep(15); // until what is drawn often is compiled
            for (boolean hidden : new boolean[] {false, true}) {
                FxRoom.onFx(() -> {
                    shown.stage().setIconified(hidden);
                    return null;
                });
                TimeUnit.SECONDS.sleep(2);
                double before = windowSeconds();
                int updates = run.progress().update();
                long begun = System.nanoTime();
                TimeUnit.SECONDS.sleep(30);
                double seconds = (System.nanoTime() - begun) / 1e9;
                say("the window costs training, %s: %.2f %% of the processor, at %.1f updates a second (goal: 1 %%)",
                        hidden ? "minimised" : "shown",
                        (windowSeconds() - before) / seconds / Runtime.getRuntime().availableProcessors() * 100,
                        (run.progress().update() - updates) / seconds);
            }
        });
    }

    /** The same of numbers that come four times a second from nowhere: nothing computes them, so it can be told on a machine that is busy. */
    private static void costAlone(Path home) throws Exception {
        FakeEngine engine = new FakeEngine();
        FakeRun run = FakeRun.training(home.resolve("runs/numbers"));
        engine.runs.put(run.folder(), run);
        try (ShownWindow shown = open(engine, home)) {
            show(shown, run, Tab.DASHBOARD);
            for (int part = 0; part < 4; part++) {
                double before = windowSeconds();
                long begun = System.nanoTime();
                for (int number = 0; number < 100; number++) {
                    TimeUnit.MILLISECONDS.sleep(250);
                    reach(run, run.progress.update() + 1, 2000);
                }
                double seconds = (System.nanoTime() - begun) / 1e9;
                say("the window takes %.2f %% of the processor beside %.1f numbers a second, after %d of them (goal: 1 %%)",
                        (windowSeconds() - before) / seconds / Runtime.getRuntime().availableProcessors() * 100, 100 / seconds,
                        100 * (part + 1));
            }
        }
    }

    private static double windowSeconds() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double seconds = 0;
        for (long id : threads.getAllThreadIds()) {
            ThreadInfo info = threads.getThreadInfo(id);
            if (info != null && Stream.of("JavaFX", "Quantum", "InvokeLater", "Prism", "bytestill-window", "Timer")
                    .anyMatch(info.getThreadName()::startsWith)) {
                seconds += Math.max(0, threads.getThreadCpuTime(id)) / 1e9;
            }
        }
        return seconds;
    }

    /** @param equal whether training may take as much as the window, as it did once */
    private static void typing(Path home, boolean equal) throws Exception {
        besideTraining(home, equal, (shown, run) -> {
            watched("dashboard", equal, () -> TimeUnit.SECONDS.sleep(10));
            FxRoom.onFx(() -> {
                shown.window().model().showRuns();
                return null;
            });
            typeInto(shown, "filter of the runs", equal);
            Platform.runLater(() -> shown.window().newRun());
            TimeUnit.SECONDS.sleep(8);
            typeInto(shown, "wizard", equal);
        });
    }

    private interface Watched {
        void happen() throws Exception;
    }

    private static void watched(String what, boolean equal, Watched work) throws Exception {
        BlockWatch watch = new BlockWatch();
        try (watch) {
            work.happen();
        }
        say("beside training%s, %s: %s", equal ? " of equal priority" : "", what, watch.report());
    }

    /** Types letters as fast as a quick typist, and says when each was there. */
    private static void typeInto(ShownWindow shown, String what, boolean equal) throws Exception {
        Awaitility.await(what).atMost(Duration.ofSeconds(60)).until(() -> FxRoom.onFx(() -> field(shown) != null));
        TextInputControl field = FxRoom.onFx(() -> field(shown));
        Robot robot = FxRoom.onFx(() -> {
            field.requestFocus();
            field.end();
            return new Robot();
        });
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        AtomicLong pressed = new AtomicLong();
        field.textProperty().addListener(change -> {
            long since = pressed.getAndSet(0);
            if (since > 0) {
                millis.add((System.nanoTime() - since) / 1e6);
            }
        });
        watched("typing in the " + what, equal, () -> {
            for (int letter = 0; letter < LETTERS; letter++) {
                KeyCode code = KeyCode.valueOf(String.valueOf((char) ('A' + letter % 26)));
                Platform.runLater(() -> {
                    pressed.set(System.nanoTime());
                    robot.keyType(code);
                });
                TimeUnit.MILLISECONDS.sleep(100);
            }
        });
        Collections.sort(millis);
        say("beside training, %s: %d of %d letters were there after median %.0f ms, p95 %.0f ms, longest %.0f ms", what, millis.size(),
                LETTERS, BlockWatch.at(millis, 0.5), BlockWatch.at(millis, 0.95), BlockWatch.at(millis, 1));
    }

    /** The first field that can be typed into, in the window that is in front. */
    private static TextInputControl field(ShownWindow shown) {
        List<Window> open = new ArrayList<>(Window.getWindows());
        Collections.reverse(open);
        return open.stream().filter(Stage.class::isInstance).filter(Window::isShowing)
                .flatMap(window -> all(window.getScene().getRoot())).filter(TextInputControl.class::isInstance)
                .map(TextInputControl.class::cast).filter(each -> each.isEditable() && !each.isDisabled() && isSeen(each)).findFirst()
                .orElse(null);
    }

    private static Stream<Node> all(Node node) {
        return node instanceof Parent parent
                ? Stream.concat(Stream.of(node), parent.getChildrenUnmodifiable().stream().flatMap(WindowFigures::all)) : Stream.of(node);
    }

    private static boolean isSeen(Node node) {
        return node == null || node.isVisible() && isSeen(node.getParent());
    }
}
