package org.bytestill.ui.dashboard;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.event.ActionEvent;
import javafx.event.EventType;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.Run;
import org.bytestill.run.Conversion;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.LookBudget;
import org.bytestill.ui.common.Poller;
import org.bytestill.ui.common.Quantity;
import org.bytestill.ui.common.Screen;
import org.bytestill.ui.common.SystemFilePicker;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.common.chart.PairPlane;
import org.bytestill.ui.common.chart.TimeChart;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** The dashboard: run bar, the headline pair, the charts of {@link DashboardCharts}, checkpoints and events. */
public final class DashboardView implements Screen {
    private static final double ROOMY = 1200;
    private static final double TALL = 940;
    private static final double SIDE_WIDTH = 416;
    private static final double LOWER_HEIGHT = 228;
    private static final double LOWER_HEIGHT_NARROW = 188;
    private static final double CHECKPOINTS_HEIGHT = 148;
    private static final long CHECKPOINTS_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** So often is looked though nothing is known to be new: clocks go on, and others write into the folder. */
    private static final long LOOK_ANYWAY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_ANYWAY_AT_REST_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** So often is a run asked whether it is new that nothing computes. */
    private static final long ASK_AT_REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Texts texts = Texts.of("dashboard");
    private final Engine engine;
    private final Tasks tasks;
    private final Consumer<Throwable> failed;
    private final VBox root = new VBox();
    private final RunBar bar;
    private final HeadlinePanel agreement;
    private final HeadlinePanel quality;
    private final ChartsPane losses;
    private final ConvertingPane converting;
    private final ByteClassPane classes;
    private final ProbePane probes;
    private final DevicePane device;
    private final UpdateTimePane times;
    private final VBox machine = Ui.column(8);
    private final PairPlane plane;
    private final List<SmallCurve> curves;
    private final CheckpointsPane checkpoints = new CheckpointsPane(update -> this.model.requests().resumeFrom(update));
    private final EventsPane events = new EventsPane(note -> askForNote(note.update(), note.at(), note.message()),
            () -> askForNote(this.model.progress().update(), Instant.now(), ""));
    private final FailureNote failure = new FailureNote(this::act);
    private final AlertsPane alerts = new AlertsPane((alert, action) -> act(alert, action), alert -> {
        this.model.putAway(alert);
        showAlerts();
    });
    private final FullDiskNote fullDisk = new FullDiskNote(() -> this.model.requests().tryAgain(), this::otherFolder,
            path -> this.model.requests().saveTo(path),
            () -> this.model.requests().goOnUnsaved());
    private final ScrollPane charts;
    private final VBox side;
    private final VBox left;
    private final HBox lower;
    private final HBox body;
    private final VBox below;
    private final SegmentedButton pages;
    private final HBox pageRow;
    private final Poller poller;
    private Consumer<Run> resumed = this::show;
    private BiConsumer<Run, Integer> inspected = (looked, update) -> {};
    private BiConsumer<Run, Map<String, String>> copied = (looked, values) -> {};
    private TextOpened textOpened = (looked, update, text) -> {};
    private DashboardFiles files;
    private DashboardViewModel model;
    private volatile Run run;
    private final LookBudget budget = LookBudget.ofWindow();
    /** What was shown last; null before the first look. */
    private volatile RunGlance glance;
    private volatile long lookedNanos;
    private volatile boolean isAtRest;
    private long askedNanos;
    private long checkpointsNanos;
    private boolean roomy = true;
    private boolean tall;
    private Page page = Page.CHARTS;

    /** What shares the place of the charts where there is little room. */
    private enum Page { CHARTS, SIDE, PROBES }

    /** Takes a text and the update whose student shall be looked at over it. */
    @FunctionalInterface
    public interface TextOpened {
        void open(Run run, int update, byte[] text);
    }

    public DashboardView(Engine engine, Theme theme, Tasks tasks, Consumer<Throwable> failed) {
        this(engine, theme, tasks, failed, DashboardCharts.ofAllObjectives());
    }

    DashboardView(Engine engine, Theme theme, Tasks tasks, Consumer<Throwable> failed, DashboardCharts described) {
        this.engine = engine;
        this.tasks = tasks;
        this.failed = failed;
        setFiles(new SystemFilePicker(() -> root.getScene().getWindow()));
        bar = new RunBar(() -> model.requests().checkpoint(), () -> model.requests().pauseOrResume(), () -> model.requests().rest(),
                this::change, this::stop);
        bar.offer(texts.get("note.add"), () -> askForNote(model.progress().update(), Instant.now(), ""));
        bar.offer(texts.get("page.report"), () -> files.saveReport(run.name(), file -> engine.report(run, file)));
        bar.offer(texts.get("page.png"), () -> files.savePage(root, run.name()));
        agreement = new HeadlinePanel(theme, texts.get("agreement.title"), texts.get("kl"), texts.get("bits"), texts.get("top1"));
        quality = new HeadlinePanel(theme, texts.get("quality.title"), texts.get("validation"), texts.get("bitsPerByte"),
                texts.get("train"));
        losses = new ChartsPane(theme, described.large(), new ChartActions());
        plane = new PairPlane(theme, true);
        curves = described.curves().stream().map(spec -> new SmallCurve(theme, spec)).toList();
        classes = new ByteClassPane(theme);
        lower = thirds(classes, planePanel(), curvesPanel());
        converting = new ConvertingPane(theme);
        charts = scrolled(Ui.column(8, Ui.grow(converting), Ui.grow(losses), lower));
        device = new DevicePane(theme);
        times = new UpdateTimePane(theme);
        side = Ui.column(8);
        probes = new ProbePane(theme, (text, update) -> textOpened.open(run, update, text));
        pages = Ui.segments(0, texts.get("side.charts"), texts.get("side.more"), texts.get("side.probes"));
        pages.getStyleClass().add("small-seg");
        pages.getButtons().forEach(button -> button.setOnAction(event -> showPage(Page.values()[(int) button.getUserData()])));
        pageRow = new HBox(pages);
        left = Ui.column(8, Ui.halves(8, agreement, quality), failure, fullDisk, alerts, pageRow);
        body = Ui.pad(new HBox(8, Ui.grow(left)), 8, 16, 8, 16);
        root.setId("dashboard");
        below = Ui.pad(new VBox(), 0, 16, 8, 16);
        root.getChildren().addAll(bar, Ui.grow(body), below);
        root.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.SPACE) {
                model.requests().pauseOrResume();
                event.consume();
            }
        });
        // Else what stands side by side would keep it from ever becoming narrow.
        root.setMinWidth(0);
        root.widthProperty().addListener((observable, before, now) -> setRoomy(now.doubleValue() >= ROOMY, tall));
        root.heightProperty().addListener((observable, before, now) -> setRoomy(roomy, now.doubleValue() >= TALL));
        arrange();
        for (EventType<?> deed : List.of(ActionEvent.ACTION, MouseEvent.MOUSE_PRESSED, KeyEvent.KEY_PRESSED)) {
            root.addEventFilter(deed, event -> budget.attend());
        }
        poller = new Poller(root, Poller.LIVE, this::isDue, () -> {
            if (glance == null || budget.isAttended() || budget.mayLook()) {
                look();
            }
        });
    }

    /** On the clock's thread: whether there is anything to see. */
    private boolean isDue() {
        RunGlance shown = glance;
        long now = System.nanoTime();
        if (shown == null || budget.isAttended() || now - lookedNanos >= (isAtRest ? LOOK_ANYWAY_AT_REST_NANOS : LOOK_ANYWAY_NANOS)) {
            return true;
        }
        if (isAtRest && now - askedNanos < ASK_AT_REST_NANOS) {
            return false;
        }
        askedNanos = now;
        return !RunGlance.at(run).equals(shown);
    }

    /** As high as there is room, but no lower than it can be read: alerts above it take what they need. */
    private static ScrollPane scrolled(Region content) {
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.setMinHeight(0);
        return scroll;
    }

    private static HBox thirds(Region... parts) {
        HBox row = new HBox(8);
        for (Region part : parts) {
            part.setPrefWidth(1);
            part.setMinWidth(1);
            HBox.setHgrow(part, Priority.ALWAYS);
            row.getChildren().add(part);
        }
        return row;
    }

    private Region planePanel() {
        return Ui.panel(texts.get("plane.title"), Ui.value(texts.get("plane.note"), "c11", "faint"), plane);
    }

    private Region curvesPanel() {
        VBox column = Ui.column(8);
        curves.forEach(curve -> column.getChildren().add(Ui.grow(curve)));
        return Ui.panel(texts.get("optimiser.title"), null, Ui.pad(column, 0, 12, 8, 12));
    }

    private Optional<Path> otherFolder() {
        return new SystemFilePicker(() -> root.getScene().getWindow()).folder(texts.get("full.folder"), run.folder());
    }

    /** Is told the handle of a run that was taken up again from here. */
    public void setOnResumed(Consumer<Run> listener) {
        resumed = listener;
    }

    /** Is told an update whose text shall be looked at. */
    public void setOnInspect(BiConsumer<Run, Integer> listener) {
        inspected = listener;
    }

    /** Is told a run that shall be begun anew with other values. */
    public void setOnCopied(BiConsumer<Run, Map<String, String>> listener) {
        copied = listener;
    }

    /** Is told a probe text that shall be looked at. */
    public void setOnTextOpened(TextOpened listener) {
        textOpened = listener;
    }

    private final class ChartActions implements ChartsPane.Acting {
        @Override
        public void inspect(Metric metric, Metric byX, double from, double to) {
            int update = model.worstUpdate(metric, byX, from, to);
            if (update > 0) {
                inspected.accept(run, update);
            }
        }

        @Override
        public void note(Metric byX, double from, double to) {
            askForNote(model.updateAt(byX, (from + to) / 2), Instant.now(), "");
        }

        @Override
        public void savePicture(TimeChart chart, String title, String ending) {
            files.savePicture(chart, ending, List.of(title, run.name()));
        }

        @Override
        public void saveValues(Metric metric) {
            files.saveValues(model.log(), metric);
        }
    }

    private void askForNote(int update, Instant at, String text) {
        NotesModel notes = model.notes();
        NoteDialog.ask(root.getScene().getWindow(), update, text, notes.tags(), answer -> {
            if (!answer.text().equals(text) || answer.update() != update) {
                notes.write(answer.update(), at, answer.text());
            }
            if (!answer.tags().equals(notes.tags())) {
                notes.tag(answer.tags());
            }
        });
    }

    /** Where files are asked for; tests answer themselves. */
    void setFiles(FilePicker picker) {
        files = new DashboardFiles(picker, tasks, failed);
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Run shown) {
        if (shown != run) {
            run = shown;
            model = new DashboardViewModel(shown, engine, taken -> resumed.accept(taken), tasks, failed);
            model.checkpointsProperty().addListener(change -> showCheckpoints());
            losses.beginRun();
        }
        glance = null;
        poller.start();
        shown.onNews(poller::wake);
    }

    @Override
    public void hide() {
        poller.stop();
        if (run != null) {
            run.onNews(() -> {});
        }
    }

    private void setRoomy(boolean nowRoomy, boolean nowTall) {
        if (nowRoomy != roomy || nowTall != tall) {
            roomy = nowRoomy;
            tall = nowTall;
            arrange();
        }
    }

    private void showPage(Page chosen) {
        page = chosen;
        arrange();
    }

    /**
     * Roomy: checkpoints and events stand at the right, and the film strip below if the window is tall too. Else they share the place of
     * the charts, by a switch.
     */
    private void arrange() {
        boolean stripBelow = roomy && tall;
        Ui.show(pageRow, !stripBelow);
        Ui.show(pages.getButtons().get(Page.SIDE.ordinal()), !roomy);
        left.getChildren().removeAll(charts, side, probes);
        body.getChildren().remove(side);
        below.getChildren().clear();
        Ui.show(below, stripBelow);
        body.setPadding(new Insets(8, roomy ? 16 : 8, 8, roomy ? 16 : 8));
        Ui.size(lower, 0, roomy ? LOWER_HEIGHT : LOWER_HEIGHT_NARROW);
        side.getChildren().clear();
        if (roomy) {
            machine.getChildren().setAll(device, times);
            Ui.size(checkpoints, 0, CHECKPOINTS_HEIGHT);
            side.getChildren().setAll(machine, checkpoints, Ui.grow(events));
        } else {
            machine.getChildren().setAll(Ui.halves(8, device, times));
            checkpoints.setMaxHeight(Double.MAX_VALUE);
            side.getChildren().setAll(machine, Ui.grow(Ui.halves(8, checkpoints, events)));
        }
        Region inPlace = page == Page.SIDE && !roomy ? side : page == Page.PROBES && !stripBelow ? probes : charts;
        left.getChildren().add(Ui.grow(inPlace));
        if (stripBelow) {
            probes.setMinHeight(probes.wholeHeight());
            below.getChildren().add(probes);
        } else {
            probes.setMinHeight(0);
        }
        if (roomy) {
            body.getChildren().add(side);
            // It grew where it stood in the place of the charts.
            HBox.setHgrow(side, Priority.NEVER);
            side.setMinWidth(SIDE_WIDTH);
            side.setPrefWidth(SIDE_WIDTH);
        } else {
            side.setMinWidth(0);
        }
    }

    /** One look at the run; several a second. */
    private void look() {
        boolean isFirst = glance == null;
        glance = RunGlance.at(run);
        lookedNanos = System.nanoTime();
        MetricLog log = model.log();
        isAtRest = model.bar().state().isEnded();
        bar.show(model.bar(), model.progress().secondsLeft(), model.requests().pending());
        bar.offerRest(model.canRest());
        failure.show(model.failure(), model.diverged(), model.roomier());
        showAlerts();
        fullDisk.show(model.waitsForRoom());
        showHeadline();
        showConversion();
        losses.look(model);
        plane.setEmptyText(texts.get(model.hasTeacher() ? "plane.empty" : "plane.off"));
        classes.show(log.evaluation(), texts.get(model.hasTeacher() ? "class.empty" : "plane.off"));
        probes.show(run.probes(), texts.get("probe.empty"));
        device.show(run.device());
        times.show(log.training());
        plane.setPoints(model.trail(), texts.get("plane.spoken", log.evaluation().size()));
        curves.forEach(curve -> curve.show(model));
        events.show(model.events(), model.notes().tags(), Instant.now());
        if (isFirst || lookedNanos - checkpointsNanos >= CHECKPOINTS_NANOS) {
            checkpointsNanos = lookedNanos;
            model.lookAtCheckpoints();
            model.notes().refresh();
            showCheckpoints();
        }
    }

    /** While the teacher reads there is nothing on the charts yet. */
    private void showConversion() {
        Optional<Conversion> conversion = model.conversion();
        Ui.show(converting, conversion.isPresent());
        Ui.show(losses, conversion.isEmpty());
        conversion.ifPresent(known -> converting.show(model.progress(), known));
    }

    private void showAlerts() {
        alerts.show(model.alerts());
    }

    private void act(RunEvent alert, AlertAction action) {
        if (action == AlertAction.TEXTS) {
            inspected.accept(run, alert.update());
        } else {
            act(action);
        }
    }

    private void act(AlertAction action) {
        switch (action) {
            case HALF_RATE -> model.requests().goOnWithHalfTheRate();
            case STOP -> model.requests().stop(true);
            case CHANGE -> change();
            case PAUSE -> model.requests().pauseOrResume();
            case FOLDER -> model.showFolder();
            case HALF_BATCH, RECOMPUTE -> model.requests().goOnWith(model.withLessMemory(action));
            case WIDER -> copied.accept(run, model.widerBeam());
            case TEXTS -> inspected.accept(run, Math.min(model.progress().update() + 1, model.progress().updates()));
        }
    }

    private void change() {
        DashboardViewModel asked = model;
        ChangeDialog.ask(root.getScene().getWindow(), run.name(), asked.change(), asked.requests()::goOnWith);
    }

    private void showCheckpoints() {
        checkpoints.show(model.checkpointsProperty().get(), run.config().checkpoint().everyUpdates(),
                model.bar().state() != RunState.PAUSED && model.bar().canResume());
    }

    private void showHeadline() {
        Headline kl = model.agreement();
        Headline bits = model.quality();
        String waiting = bits.update() < 0 ? texts.get("changed.waiting", Format.count(model.evaluateEvery()))
                : texts.get("changed.first", Format.count(bits.update() + model.evaluateEvery()));
        String at = bits.update() < 0 ? texts.get("at.none") : texts.get("at", Format.count(bits.update()));
        if (model.hasTeacher()) {
            String head = Double.isNaN(kl.head()) ? ""
                    : texts.get("head.agreement", Format.kl(kl.head()), Format.percent(kl.headSecond(), 1));
            agreement.show(kl, new Quantity(Format.percent(kl.second(), 1), texts.get("percent")), head, at, waiting);
        } else {
            agreement.show(kl, new Quantity("", ""), texts.get("noTeacher.detail"), "", texts.get("noTeacher"));
        }
        boolean inBits = Double.isFinite(bits.second());
        Quantity train = inBits ? new Quantity(Format.fixed(bits.second(), 3), texts.get("bitsPerByte"))
                : new Quantity(Format.fixed(model.recent(Metric.TOKEN_LOSS), 2), texts.get("natsPerToken"));
        quality.show(bits, train, Double.isNaN(bits.head()) ? "" : texts.get("head.quality", Format.fixed(bits.head(), 3)), at, waiting);
    }

    private void stop() {
        DashboardViewModel asked = model;
        StopDialog.ask(root.getScene().getWindow(), run.name(), asked.unsavedUpdates(), answer -> {
            if (answer != StopDialog.Answer.GO_ON) {
                asked.requests().stop(answer == StopDialog.Answer.SAVE);
            }
        });
    }
}
