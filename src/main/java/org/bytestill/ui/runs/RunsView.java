package org.bytestill.ui.runs;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.TableRow;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.ui.common.Poller;
import org.bytestill.ui.common.SystemFilePicker;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.common.chart.PairPlane;
import org.bytestill.ui.compare.CompareView;
import org.bytestill.ui.sweep.SweepView;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** The runs in a table, what they came to beside it; without runs, the way to the first one. */
public final class RunsView {
    private static final Duration LOOK_EVERY = Duration.seconds(1);
    private static final double LOWEST_PLANE = 196;
    private static final double HIGHEST_PLANE = 372;
    private static final double TOP_BAR = 44;

    private final Texts texts = Texts.of("runs");
    private final RunsViewModel model;
    private final RunsActions actions;
    private final RunVerbs verbs;
    private final StackPane root = new StackPane();
    private final RunsTable table;
    private final RunMenu menu;
    private final PairPlane plane;
    private final ChosenPane chosen;
    private final AttentionPane attention;
    private final EmptyStart empty;
    private final CompareView compare;
    private final SweepView sweep;
    private final SegmentedButton groups;
    private final VBox tablePanel = Ui.style(new VBox(), "panel");
    private final VBox list;
    private final Poller poller;
    /** What is shown in place of the list; null for the list. */
    private Node page;

    public RunsView(RunsViewModel model, Theme theme, RunsActions actions) {
        this.model = model;
        this.actions = actions;
        table = new RunsTable(model.queue(), tag -> model.filterProperty().set("#" + tag));
        verbs = new WindowVerbs(model, actions, root, this::compare);
        compare = new CompareView(model.comparison(), theme, this::showList);
        sweep = new SweepView(model.sweep(), theme, new SystemFilePicker(() -> root.getScene().getWindow()), model.sweepsFolder(),
                actions::showFolder, this::showList);
        plane = new PairPlane(theme, false);
        plane.setEmptyText(texts.get("plane.empty"));
        menu = new RunMenu(table::selected, model, verbs);
        chosen = new ChosenPane(model, theme, actions, below -> menu.show(below, Side.BOTTOM, 0, 4));
        attention = new AttentionPane(model, actions);
        empty = new EmptyStart(model, theme, actions);
        groups = groups();
        list = list();
        root.setId("start");
        DeletedNote deleted = new DeletedNote(model.shelf());
        StackPane.setAlignment(deleted, Pos.BOTTOM_CENTER);
        StackPane.setMargin(deleted, new Insets(0, 16, 24, 16));
        root.getChildren().addAll(list, empty, compare.node(), sweep.node(), deleted);
        sweep.node().setVisible(false);
        compare.node().setVisible(false);
        poller = new Poller(root, LOOK_EVERY, model::look);
        model.allProperty().addListener(change -> update());
        model.loadedProperty().addListener(change -> update());
        model.chosenProperty().addListener(change -> showPlane());
        table.hoverProperty().addListener((observable, before, now) -> model.hold(now));
        table.getSelectionModel().selectedItemProperty().addListener((observable, before, now) -> choose(before, now));
        root.heightProperty().addListener(change -> giveTableItsHeight());
        update();
    }

    public Node node() {
        return root;
    }

    public void show() {
        poller.start();
        if (model.machineProperty().get() == null) {
            model.lookAtMachine();
        }
    }

    public void hide() {
        poller.stop();
    }

    /** Leaves the page of several runs, if one is open. */
    public void showList() {
        page = null;
        sweep.hide();
        update();
        table.requestFocus();
    }

    private void compare(List<RunSummary> runs) {
        model.compare(runs);
        page = compare.node();
        update();
        page.requestFocus();
    }

    /** The page of a sweep in place of the list. */
    public void showSweep() {
        page = sweep.node();
        sweep.show();
        update();
        page.requestFocus();
    }

    private VBox list() {
        TextField filter = Ui.size(new TextField(), 208, 28);
        filter.setMinWidth(96);
        filter.setId("filter");
        filter.setPromptText(texts.get("filter"));
        filter.textProperty().bindBidirectional(model.filterProperty());
        HBox top = Ui.size(Ui.row(16, Ui.text(texts.get("title"), "semi", "c20"), groups, filter, held(), Ui.space(),
                Ui.id(Ui.button(texts.get("sweeps"), null, this::showSweep), "to-sweeps"),
                Ui.button(texts.get("open"), "mdi2f-folder-outline", actions::openFolder),
                Ui.id(Ui.button(texts.get("new"), "mdi2p-plus", actions::newRun, "accent"), "new-run")), 0, 32);
        table.setItems(model.shown());
        HBox nothing = Ui.row(8, Ui.text(texts.get("nothing"), "muted"), Ui.link(texts.get("nothing.cure"), this::showAll));
        nothing.setAlignment(Pos.CENTER);
        table.setPlaceholder(nothing);
        table.setRowFactory(made -> {
            TableRow<RunSummary> row = new TableRow<>();
            row.setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && !row.isEmpty()) {
                    verbs.open(row.getItem());
                }
            });
            return row;
        });
        // As the table's own menu its keys would be those of the whole window, also of somebody who types into the filter.
        table.setOnContextMenuRequested(event -> menu.show(table, event.getScreenX(), event.getScreenY()));
        table.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            boolean undo = new KeyCodeCombination(KeyCode.Z, KeyCombination.SHORTCUT_DOWN).match(event);
            if (undo) {
                model.shelf().undo();
            }
            if (undo || menu.pressed(event)) {
                event.consume();
            }
        });
        keepSelection();
        tablePanel.getChildren().add(Ui.grow(table));
        VBox planePanel = Ui.panel(texts.get("plane.title"), Ui.text(texts.get("plane.note"), "c11", "faint"), plane);
        VBox side = Ui.column(8, chosen, new QueuePane(model.queue()), Ui.grow(attention));
        root.widthProperty().addListener((observable, before, now) -> Ui.size(side, now.doubleValue() >= 1200 ? 464 : 400, -1));
        HBox lower = new HBox(8, Ui.grow(planePanel), side);
        lower.setMinHeight(LOWEST_PLANE);
        VBox whole = Ui.column(0, Ui.pad(new VBox(top), 0, 0, 12, 0), tablePanel, Ui.size(new Region(), 0, 8), Ui.grow(lower));
        return Ui.id(Ui.pad(whole, 16, 16, 16, 16), "run-list");
    }

    /** A list that is filled anew keeps the runs selected that it had. */
    private void keepSelection() {
        table.getSelectionModel().getSelectedItems()
                .addListener((ListChangeListener<RunSummary>) change -> model.setSelected(table.selected()));
        model.shown().addListener((ListChangeListener<RunSummary>) change -> {
            List<Path> kept = model.selectedFolders();
            boolean anew = false;
            while (change.next()) {
                anew |= change.getAddedSize() != change.getRemovedSize() || change.getAddedSize() > 1;
            }
            if (anew) {
                table.select(kept);
            }
        });
    }

    /** Says that runs came or went while the pointer kept the rows where they are. */
    private Hyperlink held() {
        Hyperlink held = Ui.id(Ui.link("", model::showHeld, "c12"), "held-runs");
        model.heldProperty().addListener((observable, before, now) -> {
            held.setText(texts.get("held", now));
            Ui.show(held, now.intValue() > 0);
        });
        Ui.show(held, false);
        return held;
    }

    private SegmentedButton groups() {
        String[] names = new String[Group.values().length];
        for (Group group : Group.values()) {
            names[group.ordinal()] = groupName(group);
        }
        SegmentedButton buttons = Ui.segments(0, names);
        for (ToggleButton button : buttons.getButtons()) {
            Group group = Group.values()[(int) button.getUserData()];
            button.setId("group-" + group.name().toLowerCase(Locale.ROOT));
            button.setOnAction(event -> model.groupProperty().set(group));
        }
        model.groupProperty().addListener((observable, before, now) -> buttons.getButtons().get(now.ordinal()).setSelected(true));
        return buttons;
    }

    private String groupName(Group group) {
        return texts.get("group." + group.name().toLowerCase(Locale.ROOT), model.counts().get(group));
    }

    private void showAll() {
        model.groupProperty().set(Group.ALL);
        model.filterProperty().set("");
    }

    private void update() {
        boolean none = model.allProperty().get().isEmpty();
        Ui.show(empty, none && model.loadedProperty().get() && page == null);
        Ui.show(list, !none && page == null);
        Ui.show(compare.node(), page == compare.node());
        Ui.show(sweep.node(), page == sweep.node());
        for (Group group : Group.values()) {
            groups.getButtons().get(group.ordinal()).setText(groupName(group));
        }
        if (!none && table.getSelectionModel().getSelectedItem() == null && !model.shown().isEmpty()) {
            table.getSelectionModel().select(0);
        }
        giveTableItsHeight();
        showPlane();
    }

    /** All rows if they fit, else as many as leave room for what is below; what is below does not grow without end. */
    private void giveTableItsHeight() {
        double all = RunsTable.HEAD_HEIGHT + RunsTable.ROW_HEIGHT * Math.max(3, model.allProperty().get().size()) + 2;
        double room = root.getHeight() - 32 - TOP_BAR - 8 - LOWEST_PLANE;
        double wholeRows = Math.floor((room - RunsTable.HEAD_HEIGHT - 2) / RunsTable.ROW_HEIGHT);
        double roomForRows = RunsTable.HEAD_HEIGHT + RunsTable.ROW_HEIGHT * Math.max(3, wholeRows) + 2;
        double leftOver = room - (HIGHEST_PLANE - LOWEST_PLANE);
        Ui.size(tablePanel, 0, Math.max(leftOver, Math.min(all, roomForRows)));
    }

    private void choose(RunSummary before, RunSummary now) {
        boolean same = before != null && now != null && before.folder().equals(now.folder()) && before.bestUpdate() == now.bestUpdate();
        if (!same) {
            model.choose(now);
        }
    }

    private void showPlane() {
        Path chosenFolder = model.chosenProperty().get() == null ? null : model.chosenProperty().get().folder();
        List<PairPlane.Point> points = model.allProperty().get().stream().filter(run -> run.broken().isEmpty())
                .map(run -> new PairPlane.Point(run.bestKlBits(), run.bestBitsPerByte(), run.name(), run.folder().equals(chosenFolder)))
                .toList();
        plane.setPoints(points, texts.get("plane.spoken", points.size()));
    }
}
