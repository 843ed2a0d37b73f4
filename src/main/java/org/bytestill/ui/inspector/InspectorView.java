package org.bytestill.ui.inspector;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.Duration;
import org.bytestill.engine.BatchDocument;
import org.bytestill.engine.Engine;
import org.bytestill.engine.Run;
import org.bytestill.ui.common.Failure;
import org.bytestill.ui.common.Face;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ink;
import org.bytestill.ui.common.Pen.Align;
import org.bytestill.ui.common.Pic;
import org.bytestill.ui.common.Screen;
import org.bytestill.ui.common.SystemFilePicker;
import org.bytestill.ui.common.Texts;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.InspectorViewModel.Phase;
import org.bytestill.ui.inspector.InspectorViewModel.Status;
import org.controlsfx.control.SegmentedButton;

/** Two models at one text: the ribbon above, the chosen byte below. */
public final class InspectorView implements Screen {
    private final Texts texts = Texts.of("inspector");
    private final Theme theme;
    private final InspectorViewModel model;
    private final VBox node = new VBox();
    private final FlowModel flow;
    private final ByteRibbon ribbon;
    private final TextPane text;
    private final CompareTable compareTable;
    private final Label notice = Ui.id(Ui.value("", "c11", "accent"), "inspector-notice");
    private final PauseTransition noticeEnds = new PauseTransition(Duration.seconds(6));
    private final Label facts = Ui.value("", "c11", "muted");
    private final Label progress = Ui.id(Ui.text("", "c12"), "inspector-progress");
    private final HBox state;
    private final HBox failure = Ui.style(Ui.row(8), "note", "danger");
    private final List<SampleText> samples;
    private final Bookmarks bookmarks = new Bookmarks();
    private final BranchesViewModel branches;
    private final Player player;
    private final InspectorDialogs dialogs;
    private final InspectorActions actions;
    private Run run;

    /** {@code sampleData} is the folder of the shipped texts; it need not exist. */
    public InspectorView(Engine engine, Theme theme, Path sampleData) {
        this(engine, theme, sampleData, null);
    }

    /** With answers to questions for files from elsewhere than the system's dialogs, if {@code files} is not null. */
    InspectorView(Engine engine, Theme theme, Path sampleData, FilePicker givenFiles) {
        this.theme = theme;
        FilePicker files = givenFiles == null ? new SystemFilePicker(this::window) : givenFiles;
        model = new InspectorViewModel(engine.inspector(), Platform::runLater);
        samples = SampleText.all(sampleData, texts);
        text = new TextPane(model, texts, files, samples);
        compareTable = new CompareTable(model, texts);
        flow = new FlowModel(model, Platform::runLater);
        ribbon = new ByteRibbon(model, flow, theme, texts);
        ribbon.mark(bookmarks);
        branches = new BranchesViewModel(model, engine.inspector(), Platform::runLater, texts);
        Offers offers = new Offers();
        ViewMenu view = new ViewMenu(model, bookmarks, files, texts, node);
        ModelsBar bar = new ModelsBar(model, theme, texts, files, view.button(), offers);
        node.getStylesheets().add(InspectorView.class.getResource("/css/inspector.css").toExternalForm());
        node.setId("inspector");
        node.getChildren().add(bar);
        player = new Player(model);
        dialogs = new InspectorDialogs(model, bookmarks, ribbon, texts, this::window, view::saveFocused);
        view.setDialogs(dialogs);
        actions = new InspectorActions(model, branches, bookmarks, new TimeTravel(model, offers::students, texts), player, dialogs);
        actions.all().addAll(FlowKeys.of(flow));
        node.addEventHandler(KeyEvent.KEY_PRESSED, new InspectorKeys(actions.all())::handle);
        model.textProperty().addListener((observable, before, now) -> bookmarks.turnTo(now));
        model.headProperty().addListener((observable, before, now) -> modelsChanged());
        model.statusProperty().addListener((observable, before, now) -> showStatus(now));
        model.teacherProperty().addListener((observable, before, now) -> modelsChanged());
        model.studentProperty().addListener((observable, before, now) -> modelsChanged());
        model.converterProperty().addListener((observable, before, now) -> modelsChanged());
        model.noticeProperty().addListener((observable, before, now) -> showNotice(now));
        noticeEnds.setOnFinished(event -> model.say(""));
        state = Ui.row(8, Ui.icon("mdi2p-progress-clock", "accent"), progress,
                Ui.id(Ui.button(texts.get("cancel"), null, model::cancel, "small"), "inspector-cancel"));
        failure.setMaxHeight(Region.USE_PREF_SIZE);
        node.getChildren().add(Ui.grow(layout()));
        showStatus(model.statusProperty().get());
    }

    InspectorViewModel model() {
        return model;
    }

    BranchesViewModel branches() {
        return branches;
    }

    ByteRibbon ribbon() {
        return ribbon;
    }

    Bookmarks bookmarks() {
        return bookmarks;
    }

    InspectorActions actions() {
        return actions;
    }

    FlowModel flow() {
        return flow;
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public void show(Run shown) {
        boolean other = run == null || !run.folder().equals(shown.folder());
        run = shown;
        if (other) {
            model.teacherProperty().set(RunModels.teacher(run).orElse(null));
            model.studentProperty().set(RunModels.students(run, texts).stream().findFirst().orElse(null));
            if (model.textProperty().get().length == 0) {
                model.textProperty().set(samples.get(0).bytes());
            }
        }
        ribbon.focusBytes();
    }

    /** Looks at what an update of the run was trained on, with the student as it was before. */
    public void showBatch(Run of, int update, List<BatchDocument> batch) {
        show(of);
        RunModels.students(of, texts).stream().filter(student -> student.update() < update).findFirst().ifPresent(model.studentProperty()::set);
        text.showBatch(update, batch);
    }

    @Override
    public void hide() {
        text.stop();
        player.stop();
        model.cancel();
    }

    private Window window() {
        return node.getScene().getWindow();
    }

    private void modelsChanged() {
        if (model.textProperty().get().length > 0) {
            model.inspect();
        }
    }

    // --- layout

    private HBox compareSwitch(Pic butterfly) {
        SegmentedButton scale = Ui.id(Ui.segments(0, texts.get("scale.linear"), texts.get("scale.log"), texts.get("scale.table")),
                "inspector-scale");
        scale.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> {
            if (now == null) {
                return;
            }
            int chosen = (int) ((ToggleButton) now).getUserData();
            butterfly.setVisible(chosen < 2);
            compareTable.table().setVisible(chosen == 2);
            compareTable.show();
            if (chosen < 2) {
                model.logarithmicProperty().set(chosen == 1);
            }
        });
        model.logarithmicProperty().addListener((observable, before, now) -> scale.getButtons().get(now ? 1 : 0).setSelected(true));
        return Ui.style(Ui.row(0, scale), "small-seg");
    }

    private InspectorLayout layout() {
        StackPane.setAlignment(failure, javafx.geometry.Pos.TOP_CENTER);
        StackPane.setMargin(failure, new javafx.geometry.Insets(0, 12, 0, 12));
        VBox above = Ui.style(new VBox(ribbonHead(), new StackPane(ribbon, failure), new BeforeStrip(model, theme, texts)), "panel");
        above.setMinHeight(Region.USE_PREF_SIZE);
        Butterfly butterfly = new Butterfly(model, theme, texts, branches::fork);
        compareTable.table().setVisible(false);
        ScrollPane numbers = new ScrollPane(new NumbersPane(model, theme, texts));
        numbers.setFitToWidth(true);
        BranchesPane branchesPane = new BranchesPane(branches, model, theme, texts);
        FlowWords words = new FlowWords(ribbon.glyphs());
        MassFlowPane massFlow = new MassFlowPane(model, flow, words, theme);
        LanesPane lanes = new LanesPane(model, flow, words, ribbon.glyphs(), theme);
        return new InspectorLayout(above, new InspectorLayout.Parts(massFlow.part(), massFlow.ledgerPart(),
                new Part(texts.get("compare"), texts.get("compare.short"), compareSwitch(butterfly.pic()),
                        new StackPane(butterfly.pic(), compareTable.table())),
                new Part(texts.get("numbers"), texts.get("numbers"), null, numbers), lanes.part(),
                new Part(texts.get("text"), texts.get("text"), null, text),
                List.of(new Part(texts.get("bytes"), texts.get("bytes.short"), null, new BytesTable(model, texts)),
                        new Part(texts.get("branches"), texts.get("branches"), branchesPane.tools(), branchesPane))),
                new KeyFigures(model, texts));
    }

    private HBox ribbonHead() {
        Pic scale = Ui.size(new Pic(theme, 208, 24, texts.get("heat.summary"), (pen, width, height) -> {
            for (int step = 0; step < 72; step++) {
                pen.fill(pen.tokens().heat(step / 71.0), 88 + step, 8, 1, 8);
            }
            pen.box(Ink.LINE_STRONG, 87, 7, 74, 10, 1);
            pen.text(texts.get("heat.low"), 82, 12, Face.UI, 11, Ink.MUTED, Align.RIGHT);
            pen.text(texts.get("heat.high"), 166, 12, Face.UI, 11, Ink.MUTED, Align.LEFT);
        }), 208, 24);
        scale.setFocusTraversable(false);
        facts.setMaxWidth(Double.MAX_VALUE);
        notice.setMaxWidth(Double.MAX_VALUE);
        return Ui.style(Ui.row(16, Ui.text(texts.get("ribbon"), "semi", "c12"), Ui.grow(new StackPane(facts, notice)), state, scale), "head");
    }

    // --- state

    /** In place of the facts, for a moment. */
    private void showNotice(String sentence) {
        notice.setText(sentence);
        facts.setVisible(sentence.isEmpty());
        noticeEnds.playFromStart();
    }

    private void showStatus(Status status) {
        Analysis analysis = model.analysisProperty().get();
        facts.setText(analysis == null ? "" : Words.facts(analysis));
        // The same button throughout: one that is exchanged under the mouse cannot be pressed.
        Ui.show(state, status.phase() == Phase.WORKING);
        progress.setText(status.total() == 0 || status.done() == 0 ? texts.get("working.loading")
                : texts.get("working", Format.count(status.done()), Format.count(status.total())));
        if (status.phase() == Phase.FAILED) {
            facts.setText("");
        }
        showFailure(status);
    }

    /** Over the strip of the whole text, so that nothing below moves. */
    private void showFailure(Status status) {
        boolean failed = status.phase() == Phase.FAILED;
        Ui.show(failure, failed);
        if (failed) {
            Failure known = Failure.of(status.failure());
            Label sentence = Ui.id(Ui.wrap(known.sentence() + (known.code().isEmpty() ? "" : " " + texts.get("failed.code", known.code())),
                    "c12"), "inspector-failure");
            HBox.setHgrow(sentence, Priority.ALWAYS);
            sentence.setMaxWidth(Double.MAX_VALUE);
            failure.getChildren().setAll(Ui.icon("mdi2a-alert-octagon-outline", "danger"), sentence,
                    Ui.button(texts.get("again"), null, model::inspect, "small"));
        }
    }

    private final class Offers implements ModelsBar.Actions {
        @Override
        public List<ModelChoice> teachers() {
            return Optional.ofNullable(run).flatMap(RunModels::teacher).map(List::of).orElse(List.of());
        }

        @Override
        public List<ModelChoice> students() {
            return run == null ? List.of() : RunModels.students(run, texts);
        }
    }
}
