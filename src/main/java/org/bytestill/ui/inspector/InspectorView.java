package org.bytestill.ui.inspector;

import java.nio.file.Path;
import java.util.List;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
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
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.BatchDocument;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.Failure;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.KeyBindings;
import org.bytestill.ui.common.Screen;
import org.bytestill.ui.common.SystemFilePicker;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.branches.BranchesPane;
import org.bytestill.ui.inspector.flow.DifferenceMap;
import org.bytestill.ui.inspector.flow.FlowKeys;
import org.bytestill.ui.inspector.flow.FlowWords;
import org.bytestill.ui.inspector.flow.MassFlowPane;
import org.bytestill.ui.inspector.lanes.LanesPane;
import org.bytestill.ui.inspector.numbers.Butterfly;
import org.bytestill.ui.inspector.numbers.BytesTable;
import org.bytestill.ui.inspector.numbers.CompareTable;
import org.bytestill.ui.inspector.numbers.KeyFigures;
import org.bytestill.ui.inspector.numbers.NumbersPane;
import org.bytestill.ui.inspector.ribbon.BaselineStrip;
import org.bytestill.ui.inspector.ribbon.ByteRibbon;
import org.bytestill.ui.inspector.ribbon.RibbonHead;
import org.bytestill.ui.inspector.state.BookmarkFiles;
import org.bytestill.ui.inspector.state.Bookmarks;
import org.bytestill.ui.inspector.state.BranchesViewModel;
import org.bytestill.ui.inspector.state.ConverterErrorModel;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.ui.inspector.state.InspectorViewModel.Phase;
import org.bytestill.ui.inspector.state.InspectorViewModel.Status;
import org.bytestill.ui.inspector.state.LongTextScan;
import org.bytestill.ui.inspector.state.OfferedModels;
import org.bytestill.ui.inspector.state.PanelPart;
import org.bytestill.ui.inspector.state.Player;
import org.bytestill.ui.inspector.state.SampleText;
import org.bytestill.ui.inspector.state.TimeTravel;
import org.bytestill.ui.inspector.state.WholeText;
import org.bytestill.ui.inspector.text.TextPane;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** Two models at one text: the ribbon above, the chosen byte below. */
public final class InspectorView implements Screen {
    private static final double HEIGHT_WITH_LEGEND = 820;

    private final Texts texts = Texts.of("inspector");
    private final Theme theme;
    private final InspectorViewModel model;
    private final VBox node = new VBox();
    private final FlowModel flow;
    private final ByteRibbon ribbon;
    private final TextPane text;
    private InspectorLayout layout;
    private PanelPart textPart;
    private final CompareTable compareTable;
    private final HBox failure = Ui.style(Ui.row(8), "note", "danger");
    private final List<SampleText> samples;
    private final WholeText whole;
    private final ConverterErrorModel error;
    private final LongTextScan scan;
    private final Bookmarks bookmarks;
    private final BranchesViewModel branches;
    private final Player player;
    private final InspectorDialogs dialogs;
    private final InspectorActions actions;
    private final OfferedModels offered;
    private Run run;

    /**
     * @param sampleData the folder of the shipped texts; it need not exist
     * @param bookmarks  the folder of the bookmarks; it is made when the first one is set
     * @param tasks      reads the checkpoints of a run
     */
    public InspectorView(Engine engine, Theme theme, Path sampleData, Path bookmarks, Tasks tasks) {
        this(engine, theme, sampleData, bookmarks, tasks, null);
    }

    /** With answers to questions for files from elsewhere than the system's dialogs, if {@code files} is not null. */
    InspectorView(Engine engine, Theme theme, Path sampleData, Path bookmarkFolder, Tasks tasks, FilePicker givenFiles) {
        this.theme = theme;
        FilePicker files = givenFiles == null ? new SystemFilePicker(this::window) : givenFiles;
        model = new InspectorViewModel(engine.inspector(), Platform::runLater);
        whole = new WholeText(model);
        error = new ConverterErrorModel(model, engine.inspector(), Platform::runLater);
        scan = new LongTextScan(model, whole, error, engine.inspector(), Platform::runLater);
        bookmarks = new Bookmarks(new BookmarkFiles(bookmarkFolder), model::say);
        samples = SampleText.all(sampleData, texts);
        text = new TextPane(model, texts, files, samples);
        compareTable = new CompareTable(model, texts);
        flow = new FlowModel(model, Platform::runLater);
        ribbon = new ByteRibbon(model, whole, flow, error, theme, texts);
        ribbon.mark(bookmarks);
        scan.knownProperty().addListener((observable, before, now) -> ribbon.knowsMore());
        branches = new BranchesViewModel(model, engine.inspector(), Platform::runLater, texts);
        offered = new OfferedModels(tasks, texts, thrown -> model.say(FailureText.of(thrown)));
        ViewMenu view = new ViewMenu(model, whole, error, scan, bookmarks, files, texts, node);
        ModelsBar bar = new ModelsBar(model, error, offered, theme, texts, files, view.button(), this::nextWorst);
        node.setId("inspector");
        node.getChildren().add(bar);
        player = new Player(whole);
        dialogs = new InspectorDialogs(model, whole, flow, bookmarks, ribbon, texts, this::window, view::saveFocused);
        view.setDialogs(dialogs);
        actions = new InspectorActions(model, whole, error, branches, bookmarks, new TimeTravel(model, offered, texts), player, dialogs);
        actions.all().addAll(FlowKeys.of(flow));
        node.addEventHandler(KeyEvent.KEY_PRESSED, new InspectorKeys(actions.all())::handle);
        Ui.whenAny(() -> bookmarks.turnTo(whole.bytes()), model.textProperty(), model.pieceProperty());
        Ui.whenAny(this::modelsChanged, model.headProperty(), model.teacherProperty(), model.studentProperty(), model.converterProperty());
        model.statusProperty().addListener((observable, before, now) -> showFailure(now));
        failure.setMaxHeight(Region.USE_PREF_SIZE);
        layout = layout();
        node.getChildren().add(Ui.grow(layout));
        showFailure(model.statusProperty().get());
    }

    /** Has its keys be ones that a person may change. */
    public void bind(KeyBindings keys) {
        InspectorBindings.bind(actions.all(), keys, texts);
    }

    InspectorViewModel model() {
        return model;
    }

    BranchesViewModel branches() {
        return branches;
    }

    WholeText whole() {
        return whole;
    }

    LongTextScan scan() {
        return scan;
    }

    ConverterErrorModel error() {
        return error;
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
        offered.turnTo(run);
        if (other) {
            text.forgetBatch();
            // Both at once, so that no model of one run is asked beside one of another, and what was chosen is seen until then.
            offered.read(students -> {
                model.teacherProperty().set(offered.teachers().stream().findFirst().orElse(null));
                model.studentProperty().set(students.stream().findFirst().orElse(null));
            });
            if (model.textProperty().get().length == 0) {
                model.textProperty().set(samples.get(0).bytes());
            }
        }
        ribbon.focusBytes();
    }

    /** Looks at what an update of the run was trained on, with the student as it was before. */
    public void showBatch(Run of, int update, List<BatchDocument> batch) {
        show(of);
        offered.read(students -> {
            students.stream().filter(student -> student.update() < update).findFirst().ifPresent(model.studentProperty()::set);
            layout.reveal(textPart);
            text.showBatch(update, batch);
        });
    }

    /**
     * Looks at a text with a checkpoint of the run.
     *
     * @param update of the checkpoint; 0 for the student before training
     * @param place  byte of the text to look at
     */
    public void showText(Run of, int update, byte[] bytes, int place) {
        show(of);
        offered.read(students -> {
            students.stream().filter(student -> Math.max(0, student.update()) == update).findFirst()
                    .ifPresent(model.studentProperty()::set);
            model.look(bytes, place);
        });
    }

    /** The same with the last checkpoint that is not after an update. */
    public void showNear(Run of, int update, byte[] bytes) {
        show(of);
        offered.read(students -> {
            students.stream().filter(student -> student.update() <= update).findFirst().ifPresent(model.studentProperty()::set);
            model.look(bytes, 0);
        });
    }

    @Override
    public void hide() {
        text.stop();
        player.stop();
        scan.wishedProperty().set(false);
        error.pause();
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

    private HBox compareSwitch(CanvasPicture butterfly, CanvasPicture difference) {
        SegmentedButton scale = Ui.id(Ui.segments(0, texts.get("scale.linear"), texts.get("scale.log"), texts.get("scale.table"),
                texts.get("scale.map")), "inspector-scale");
        scale.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> {
            if (now == null) {
                return;
            }
            int chosen = (int) ((ToggleButton) now).getUserData();
            butterfly.setVisible(chosen < 2);
            compareTable.table().setVisible(chosen == 2);
            compareTable.show();
            difference.setVisible(chosen == 3);
            if (chosen < 2) {
                model.logarithmicProperty().set(chosen == 1);
            }
        });
        model.logarithmicProperty().addListener((observable, before, now) -> scale.getButtons().get(now ? 1 : 0).setSelected(true));
        return Ui.style(Ui.row(0, scale), "small-seg");
    }

    private InspectorLayout layout() {
        RibbonLegend legend = new RibbonLegend(texts, this::window);
        // In a low window the panels need its line more; the glossary is in the menu too.
        node.heightProperty().addListener((observable, before, now) -> Ui.show(legend, now.doubleValue() >= HEIGHT_WITH_LEGEND));
        Ui.show(legend, false);
        StackPane.setAlignment(failure, Pos.TOP_CENTER);
        StackPane.setMargin(failure, new Insets(0, 12, 0, 12));
        VBox above = Ui.style(new VBox(new RibbonHead(model, error, scan, theme, texts), new StackPane(ribbon, failure),
                new BaselineStrip(model, theme, texts), legend), "panel");
        above.setMinHeight(Region.USE_PREF_SIZE);
        Butterfly butterfly = new Butterfly(model, theme, texts, branches::fork);
        DifferenceMap difference = new DifferenceMap(model, theme, branches::fork);
        compareTable.table().setVisible(false);
        difference.pic().setVisible(false);
        ScrollPane numbers = new ScrollPane(new NumbersPane(model, error, theme, texts));
        numbers.setFitToWidth(true);
        BranchesPane branchesPane = new BranchesPane(branches, model, theme, texts);
        FlowWords words = new FlowWords(ribbon.glyphs());
        MassFlowPane massFlow = new MassFlowPane(model, flow, error, words, theme, branches::fork);
        LanesPane lanes = new LanesPane(model, flow, words, ribbon.glyphs(), theme);
        textPart = new PanelPart(texts.get("text"), texts.get("text"), null, text);
        PanelPart branchesPart = new PanelPart(texts.get("branches"), texts.get("branches"), branchesPane.tools(), branchesPane);
        branches.tree().revisionProperty().addListener((observable, before, now) -> {
            if (!branches.tree().forks().isEmpty()) {
                layout.reveal(branchesPart);
            }
        });
        return new InspectorLayout(above, new InspectorLayout.Parts(massFlow.part(), massFlow.ledgerPart(),
                new PanelPart(texts.get("compare"), texts.get("compare.short"), compareSwitch(butterfly.pic(), difference.pic()),
                        new StackPane(butterfly.pic(), compareTable.table(), difference.pic())),
                new PanelPart(texts.get("numbers"), texts.get("numbers"), null, numbers), lanes.part(),
                textPart,
                List.of(new PanelPart(texts.get("bytes"), texts.get("bytes.short"), null, new BytesTable(model, error, texts)),
                        branchesPart)),
                new KeyFigures(model, texts));
    }

    // --- state

    private void nextWorst() {
        actions.byKl(true);
    }

    /** Over the strip of the whole text, so that nothing below moves. */
    private void showFailure(Status status) {
        boolean failed = status.phase() == Phase.FAILED;
        Ui.show(failure, failed);
        if (failed) {
            Failure known = Failure.of(status.failure());
            String code = known.isUnexpected() ? " " + texts.get("failed.code", known.code()) : "";
            Label sentence = Ui.id(Ui.wrap(FailureText.of(known) + code, "c12"), "inspector-failure");
            HBox.setHgrow(sentence, Priority.ALWAYS);
            sentence.setMaxWidth(Double.MAX_VALUE);
            failure.getChildren().setAll(Ui.icon("mdi2a-alert-octagon-outline", "danger"), sentence,
                    Ui.button(texts.get("again"), null, model::inspect, "small"));
        }
    }
}
