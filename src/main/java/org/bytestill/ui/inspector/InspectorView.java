package org.bytestill.ui.inspector;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

/** Two models at one text: the ribbon above, the chosen byte below. Narrow windows show two of the panels at a time. */
public final class InspectorView implements Screen {
    private static final double NARROW = 1200;

    private final Texts texts = Texts.of("inspector");
    private final Theme theme;
    private final InspectorViewModel model;
    private final VBox node = new VBox();
    private final ByteRibbon ribbon;
    private final TextPane text;
    private final CompareTable compareTable;
    private final Label facts = Ui.value("", "c11", "muted");
    private final Label progress = Ui.id(Ui.text("", "c12"), "inspector-progress");
    private final HBox state;
    private final HBox failure = Ui.style(Ui.row(8), "note", "danger");
    private final VBox body = new VBox(8);
    private final StackPane compare;
    private final HBox compareSwitch;
    private final VBox numbers;
    private final VBox ledger;
    private final BytesTable bytes;
    private final List<SampleText> samples;
    private final Bookmarks bookmarks = new Bookmarks();
    private final BranchesViewModel branches;
    private final Player player;
    private final InspectorDialogs dialogs;
    private final InspectorActions actions;
    private Run run;
    private Boolean narrow;

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
        ribbon = new ByteRibbon(model, theme, texts);
        text = new TextPane(model, texts, files, samples);
        compareTable = new CompareTable(model, texts);
        bytes = new BytesTable(model, texts);
        numbers = new NumbersPane(model, theme, texts);
        ledger = new LedgerPane(model, theme, texts);
        branches = new BranchesViewModel(model, engine.inspector(), Platform::runLater, texts);
        Butterfly butterfly = new Butterfly(model, theme, texts, branches::fork);
        compareTable.table().setVisible(false);
        compare = new StackPane(butterfly.pic(), compareTable.table());
        compareSwitch = compareSwitch(butterfly.pic());
        Offers offers = new Offers();
        ModelsBar bar = new ModelsBar(model, theme, texts, files, offers);
        node.getStylesheets().add(InspectorView.class.getResource("/css/inspector.css").toExternalForm());
        node.setId("inspector");
        node.getChildren().addAll(bar, Ui.grow(body));
        node.widthProperty().addListener((observable, before, now) -> arrange(now.doubleValue() < NARROW));
        player = new Player(model);
        dialogs = new InspectorDialogs(model, bookmarks, ribbon, texts, this::window, () -> { });
        actions = new InspectorActions(model, branches, bookmarks, new TimeTravel(model, offers::students, texts), player, dialogs);
        node.addEventHandler(KeyEvent.KEY_PRESSED, new InspectorKeys(actions.all())::handle);
        model.textProperty().addListener((observable, before, now) -> bookmarks.turnTo(now));
        model.headProperty().addListener((observable, before, now) -> modelsChanged());
        model.statusProperty().addListener((observable, before, now) -> showStatus(now));
        model.teacherProperty().addListener((observable, before, now) -> modelsChanged());
        model.studentProperty().addListener((observable, before, now) -> modelsChanged());
        model.converterProperty().addListener((observable, before, now) -> modelsChanged());
        state = Ui.row(8, Ui.icon("mdi2p-progress-clock", "accent"), progress,
                Ui.id(Ui.button(texts.get("cancel"), null, model::cancel, "small"), "inspector-cancel"));
        failure.setMaxHeight(Region.USE_PREF_SIZE);
        showStatus(model.statusProperty().get());
        arrange(false);
    }

    InspectorViewModel model() {
        return model;
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

    private void arrange(boolean nowNarrow) {
        if (narrow != null && narrow == nowNarrow) {
            return;
        }
        narrow = nowNarrow;
        body.getChildren().clear();
        double side = nowNarrow ? 8 : 16;
        Ui.pad(body, 8, side, 8, side);
        StackPane.setAlignment(failure, javafx.geometry.Pos.TOP_CENTER);
        StackPane.setMargin(failure, new javafx.geometry.Insets(0, 12, 0, 12));
        VBox above = Ui.style(new VBox(ribbonHead(), new StackPane(ribbon, failure), new BeforeStrip(model, theme, texts)), "panel");
        body.getChildren().addAll(above, Ui.grow(nowNarrow ? narrowPanels() : widePanels()));
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
        HBox.setHgrow(facts, Priority.ALWAYS);
        facts.setMaxWidth(Double.MAX_VALUE);
        return Ui.style(Ui.row(16, Ui.text(texts.get("ribbon"), "semi", "c12"), facts, state, scale), "head");
    }

    private HBox widePanels() {
        for (Node panel : List.of(text, ledger, bytes.table(), compare, numbers)) {
            panel.setVisible(true);
        }
        ledger.setMinHeight(Region.USE_PREF_SIZE);
        VBox left = Ui.column(8, Ui.grow(Ui.panel(texts.get("text"), null, text)),
                Ui.grow(Ui.panel(texts.get("bytes"), Ui.text(texts.get("bytes.about"), "c11", "faint"), bytes.table())));
        left.getChildren().forEach(panel -> ((Region) panel).setPrefHeight(1));
        VBox middle = Ui.column(8, Ui.grow(Ui.panel(texts.get("compare"),
                Ui.row(8, Ui.text(texts.get("compare.about"), "c11", "faint"), compareSwitch), compare)),
                Ui.panel(texts.get("ledger"), Ui.text(texts.get("ledger.about"), "c11", "faint"), ledger));
        Region right = Ui.panel(texts.get("numbers"), Ui.text(texts.get("numbers.about"), "c11", "faint"),
                new VBox(numbers, Ui.space(), keys()));
        left.setMinWidth(1);
        left.setPrefWidth(1);
        return new HBox(8, Ui.grow(left), Ui.size(middle, 552, 0), Ui.size((Region) right, 396, 0));
    }

    private HBox narrowPanels() {
        Region left = tabs("inspector-left", new String[] {texts.get("text"), texts.get("ledger.short"), texts.get("bytes.short")}, null,
                text, ledger, bytes.table());
        ScrollPane scroll = new ScrollPane(numbers);
        scroll.setFitToWidth(true);
        numbers.setVisible(true);
        VBox right = tabs("inspector-right", new String[] {texts.get("compare.short"), texts.get("numbers")}, compareSwitch, compare,
                scroll);
        right.getChildren().add(1, new KeyFigures(model, texts));
        return Ui.halves(8, left, right);
    }

    /** Panels that share one place, chosen in its head. */
    private static VBox tabs(String id, String[] names, Node headRight, Region... panels) {
        SegmentedButton choice = Ui.id(Ui.segments(0, names), id);
        StackPane place = new StackPane(panels);
        for (int index = 0; index < panels.length; index++) {
            panels[index].setVisible(index == 0);
            panels[index].setMinHeight(0);
        }
        place.setMinHeight(0);
        choice.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> {
            for (int index = 0; now != null && index < panels.length; index++) {
                panels[index].setVisible(index == (int) ((ToggleButton) now).getUserData());
            }
        });
        HBox head = Ui.style(Ui.row(0, Ui.style(Ui.row(0, choice), "small-seg"), Ui.space()), "head");
        if (headRight != null) {
            head.getChildren().add(headRight);
        }
        return Ui.style(new VBox(head, Ui.grow(place)), "panel");
    }

    private VBox keys() {
        return Ui.pad(Ui.column(2, Ui.rule(), Ui.pad(Ui.text(texts.get("keys"), "c11", "med"), 8, 0, 0, 0),
                Ui.wrap(texts.get("keys.about"), "c11", "muted")), 0, 12, 12, 12);
    }

    // --- state

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

        @Override
        public void goTo() {
            dialogs.goTo();
        }
    }
}
