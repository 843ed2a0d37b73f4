package org.bytestill.ui.sweep;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.bytestill.engine.sweep.Budget;
import org.bytestill.engine.sweep.Measure;
import org.bytestill.engine.sweep.SweepTable;
import org.bytestill.engine.sweep.background.SweepFolder;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Poller;
import org.bytestill.ui.common.TableColumns;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** The page of a sweep; before one is open, the ways to one. */
public final class SweepView {
    private static final double PAIRS_WIDTH = 640;
    private static final Duration LOOK_EVERY = Duration.seconds(1);
    private static final double ROOMY = 1200;

    private final Texts texts = Texts.of("sweep");
    private final SweepViewModel model;
    private final FilePicker files;
    private final Path sweepsFolder;
    private final Consumer<Path> showFolder;
    private final Label title = Ui.value("", "semi", "c20");
    private final Label sentence = Ui.value("", "c12", "muted");
    private final ProgressBar progress = Ui.size(new ProgressBar(0), 152, 4);
    private final SegmentedButton budgets = Ui.segments(0, texts.get("budget.updates"), texts.get("budget.bytes"),
            texts.get("budget.time"));
    private final SegmentedButton measures = Ui.style(
            Ui.segments(0, texts.get("measure.bits"), texts.get("measure.kl"), texts.get("measure.top1")), "small-seg");
    private final TableView<SweepViewModel.Row> cells = new TableView<>();
    private final TableView<SweepViewModel.Pair> pairs = new TableView<>();
    private final SweepChartPane chart;
    private final Button start;
    private final Button stop;
    private final Button export;
    private final Button name;
    private final VBox opened;
    private final VBox empty;
    private final StackPane root = new StackPane();
    private final Poller poller;

    /**
     * @param sweepsFolder where choosers begin
     * @param showFolder   shows a folder in the system's file manager
     * @param back         leaves the page
     */
    public SweepView(SweepViewModel model, Theme theme, FilePicker files, Path sweepsFolder, Consumer<Path> showFolder, Runnable back) {
        this.model = model;
        this.files = files;
        this.sweepsFolder = sweepsFolder;
        this.showFolder = showFolder;
        chart = new SweepChartPane(theme);
        start = Ui.id(Ui.button(texts.get("resume"), "mdi2p-play", model::resume, "accent"), "sweep-resume");
        stop = Ui.id(Ui.button(texts.get("stop"), "mdi2s-stop", model::stop), "sweep-stop");
        export = Ui.id(Ui.button(texts.get("export"), "mdi2d-download", this::export), "sweep-export");
        name = Ui.id(Ui.button(texts.get("name"), null, this::name), "sweep-name");
        empty = empty(back);
        opened = opened(back);
        root.setId("sweep");
        root.getChildren().addAll(opened, empty);
        root.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                back.run();
                event.consume();
            }
        });
        columns();
        choices();
        poller = new Poller(root, LOOK_EVERY, model::look);
        Ui.whenAny(this::update, model.lookProperty(), model.budgetProperty(), model.measureProperty());
        update();
    }

    public Node node() {
        return root;
    }

    public void show() {
        poller.start();
    }

    public void hide() {
        poller.stop();
    }

    private VBox opened(Runnable back) {
        progress.getStyleClass().add("idle");
        sentence.setMaxWidth(Double.MAX_VALUE);
        HBox top = Ui.row(16, Ui.link(texts.get("back"), back), title, Ui.space(), name, start, stop, export,
                Ui.button(texts.get("open"), "mdi2f-folder-outline", this::open));
        HBox state = Ui.row(16, budgets, progress, Ui.grow(sentence));
        VBox table = Ui.panel(texts.get("cells"), Ui.text(texts.get("cells.note"), "c11", "faint"), cells);
        VBox verdicts = Ui.panel(texts.get("pairs"), measures, pairs);
        VBox drawn = Ui.panel(texts.get("chart"), Ui.text(texts.get("chart.note"), "c11", "faint"), chart);
        HBox lower = Ui.halves(8, verdicts, drawn);
        // Figures need their width, a chart does with less.
        DoubleBinding width = Bindings.createDoubleBinding(
                () -> Math.max((lower.getWidth() - 8) / 2, Math.min(PAIRS_WIDTH, 0.6 * lower.getWidth())), lower.widthProperty());
        verdicts.minWidthProperty().bind(width);
        verdicts.maxWidthProperty().bind(width);
        table.setPrefHeight(1);
        lower.setPrefHeight(1);
        return Ui.pad(Ui.column(8, top, state, Ui.grow(table), Ui.grow(lower)), 16, 16, 16, 16);
    }

    private VBox empty(Runnable back) {
        HBox ways = Ui.row(12,
                Ui.id(Ui.button(texts.get("sample"), "mdi2p-play", model::startSample, "accent"), "sweep-sample"),
                Ui.id(Ui.button(texts.get("begin"), "mdi2f-file-outline", this::begin), "sweep-begin"),
                Ui.id(Ui.button(texts.get("open"), "mdi2f-folder-outline", this::open), "sweep-open"));
        if (model.sample().isEmpty()) {
            ways.getChildren().remove(0);
        }
        VBox words = Ui.column(12, Ui.text(texts.get("empty.title"), "semi", "c20"), Ui.wrap(texts.get("empty.text"), "muted"), ways,
                Ui.wrap(texts.get(model.sample().isEmpty() ? "empty.noSample" : "empty.sample"), "c12", "muted"));
        words.setMaxWidth(640);
        words.setAlignment(Pos.CENTER_LEFT);
        VBox middle = Ui.grow(new VBox(words));
        middle.setAlignment(Pos.CENTER);
        return Ui.pad(Ui.column(0, Ui.link(texts.get("back"), back), middle), 16, 16, 16, 16);
    }

    private void columns() {
        cells.setId("sweep-cells");
        pairs.setId("sweep-pairs");
        for (TableView<?> table : List.of(cells, pairs)) {
            table.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
        }
        pairs.getStyleClass().add("lines");
        TableColumn<SweepViewModel.Row, SweepViewModel.Row> cell = TableColumns.of(texts.get("column.cell"), 160,
                row -> twoLines(row.cell(), row.isBaseline() ? "semi" : "med",
                        row.isBaseline() ? texts.get("baseline") : texts.get("counts", row.seeds(), row.updates())));
        cells.getColumns().add(cell);
        for (Measure measure : Measure.values()) {
            int of = measure.ordinal();
            cells.getColumns()
                    .add(TableColumns.of(texts.get("measure." + measure.name().toLowerCase(Locale.ROOT) + ".title"), 208,
                            row -> twoLines(row.figures().get(of), "mono-med", row.words().get(of))));
        }
        cells.getColumns().add(TableColumns.of(texts.get("column.cost"), 104, row -> Ui.text(row.cost(), "mono", "c12")));
        cells.widthProperty().addListener((observable, before, now) -> fit(cell, now.doubleValue()));
        pairs.getColumns().addAll(List.of(TableColumns.of(texts.get("column.first"), 104, pair -> Ui.value(pair.cell(), "c12", "med")),
                TableColumns.of(texts.get("column.second"), 104, pair -> Ui.value(pair.other(), "c12")),
                TableColumns.of(texts.get("column.verdict"), 208, this::verdict),
                TableColumns.of(texts.get("column.difference"), 240, pair -> Ui.value(pair.difference(), "mono", "c12"))));
    }

    private void fit(TableColumn<SweepViewModel.Row, SweepViewModel.Row> cell, double width) {
        double figures = width >= ROOMY ? 240 : 208;
        cells.getColumns().subList(1, 1 + Measure.values().length).forEach(column -> column.setPrefWidth(figures));
        cell.setPrefWidth(Math.max(152, width - Measure.values().length * figures - 104 - 18));
    }

    private Node verdict(SweepViewModel.Pair pair) {
        String icon = switch (pair.verdict()) {
            case BETTER -> "mdi2a-arrow-up-bold-outline";
            case WORSE -> "mdi2a-arrow-down-bold-outline";
            default -> "mdi2h-help-circle-outline";
        };
        return Ui.row(8, Ui.icon(icon, "fg"), Ui.value(pair.words(), "c12"));
    }

    private static Node twoLines(String first, String style, String second) {
        VBox lines = Ui.column(2, Ui.value(first, style, style.startsWith("mono") ? "c12" : "c13"), Ui.value(second, "c11", "muted"));
        lines.setAlignment(Pos.CENTER_LEFT);
        return lines;
    }

    private void choices() {
        budgets.getButtons()
                .forEach(button -> button.setOnAction(event -> model.budgetProperty().set(Budget.values()[(int) button.getUserData()])));
        measures.getButtons()
                .forEach(button -> button.setOnAction(event -> model.measureProperty().set(Measure.values()[(int) button.getUserData()])));
    }

    private void update() {
        SweepViewModel.Look look = model.lookProperty().get();
        Ui.show(opened, look != null);
        Ui.show(empty, look == null);
        if (look == null) {
            return;
        }
        title.setText(look.sweep().map(sweep -> sweep.name()).orElse(look.folder().getFileName().toString()));
        sentence.setText(model.sentence());
        progress.setProgress(look.planned() == 0 ? 0 : (double) look.done() / look.planned());
        Ui.show(start, model.canResume());
        Ui.show(stop, look.isComputed());
        Ui.show(name, look.sweep().isEmpty());
        export.setDisable(look.tables().isEmpty());
        for (ToggleButton button : budgets.getButtons()) {
            Budget budget = Budget.values()[(int) button.getUserData()];
            button.setDisable(look.tables().stream().map(SweepTable::budget).noneMatch(budget::equals));
        }
        model.table().ifPresent(table -> budgets.getButtons().get(table.budget().ordinal()).setSelected(true));
        cells.setPlaceholder(Ui.wrap(texts.get("cells.none"), "c12", "muted"));
        pairs.setPlaceholder(Ui.wrap(texts.get("pairs.none"), "c12", "muted"));
        cells.getItems().setAll(model.rows());
        pairs.getItems().setAll(model.pairs());
        Measure measure = model.measureProperty().get();
        chart.show(model.dots(), measure, texts.get("chart.spoken", measure.title()), texts.get("cells.none"));
    }

    private void begin() {
        files.config(texts.get("begin.title"), sweepsFolder).ifPresent(file -> model.start(file, model.folderFor(file)));
    }

    private void open() {
        files.folder(texts.get("open.title"), sweepsFolder).ifPresent(folder -> {
            if (SweepFolder.isAt(folder)) {
                model.open(folder);
            } else {
                sentence.setText(texts.get("open.none", folder));
                empty.getChildren().removeIf(node -> "sweep-refused".equals(node.getId()));
                empty.getChildren().add(Ui.id(Ui.note("warn", Ui.wrap(texts.get("open.none", folder), "c12")), "sweep-refused"));
            }
        });
    }

    private void name() {
        files.config(texts.get("name.title"), sweepsFolder).ifPresent(model::setFile);
    }

    private void export() {
        files.folder(texts.get("export.title"), sweepsFolder).ifPresent(folder -> model.export(folder, showFolder));
    }
}
