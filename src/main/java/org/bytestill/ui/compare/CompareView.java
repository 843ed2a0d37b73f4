package org.bytestill.ui.compare;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.engine.library.RunComparison;
import org.bytestill.run.Metric;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.TableColumns;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.common.chart.OverlayChart;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** The page of runs beside each other. */
public final class CompareView {
    private static final double SETTING_WIDTH = 152;
    private static final double VALUE_WIDTH = 144;
    private static final double LEAST_VALUE_WIDTH = 76;
    private static final double SCROLL_BAR = 18;

    private final Texts texts = Texts.of("compare");
    private final CompareViewModel model;
    private final Theme theme;
    private final Label title = Ui.text("", "semi", "c20");
    private final Label caveat = Ui.wrap("", "c11", "muted");
    private final OverlayChart bits;
    private final OverlayChart kl;
    private final TableView<CompareViewModel.Row> rows = new TableView<>();
    private final TableView<CompareViewModel.DifferingRow> differences = new TableView<>();
    private final VBox root;

    /** @param back leaves the page */
    public CompareView(CompareViewModel model, Theme theme, Runnable back) {
        this.model = model;
        this.theme = theme;
        bits = new OverlayChart(theme);
        kl = new OverlayChart(theme);
        bits.setEmptyText(texts.get("empty.bits"));
        kl.setEmptyText(texts.get("empty.kl"));
        SegmentedButton x = Ui.segments(0, texts.get("x.bytes"), texts.get("x.updates"));
        x.getButtons().forEach(button -> button
                .setOnAction(event -> model.xProperty().set((int) button.getUserData() == 0 ? Metric.BYTES : Metric.UPDATE)));
        HBox top = Ui.row(16, Ui.id(Ui.link(texts.get("back"), back), "compare-back"), title, Ui.space(), x);
        HBox charts = Ui.halves(8, Ui.panel(texts.get("bits"), null, bits), Ui.panel(texts.get("kl"), null, kl));
        VBox left = Ui.panel(texts.get("rows"), null, Ui.column(0, Ui.grow(rows), Ui.pad(caveat, 8, 12, 8, 12)));
        SegmentedButton what = Ui.style(Ui.segments(0, texts.get("differences.settings"), texts.get("differences.record")), "small-seg");
        what.getButtons().get(1).setId("compare-record");
        what.getButtons().forEach(button -> button.setOnAction(event -> model.ofRecordProperty().set((int) button.getUserData() == 1)));
        VBox right = Ui.panel(texts.get("differences"), what, differences);
        HBox tables = new HBox(8, Ui.grow(left), right);
        // Five columns of figures need more room than names of settings.
        right.minWidthProperty().bind(tables.widthProperty().multiply(0.4));
        left.setMinWidth(0);
        left.setPrefWidth(1);
        right.setPrefWidth(1);
        root = Ui.id(Ui.pad(Ui.column(8, top, Ui.grow(charts), Ui.grow(tables)), 16, 16, 16, 16), "compare");
        charts.setMinHeight(200);
        charts.setPrefHeight(1);
        tables.setPrefHeight(1);
        root.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                back.run();
                event.consume();
            }
        });
        rowColumns();
        differences.setId("compare-differences");
        differences.widthProperty().addListener(change -> fitDifferences());
        differences.setPlaceholder(Ui.wrap(texts.get("differences.none"), "c12", "muted"));
        dense(differences);
        Ui.whenAny(this::update, model.comparisonProperty(), model.xProperty(), model.ofRecordProperty());
    }

    public Node node() {
        return root;
    }

    private static void dense(TableView<?> table) {
        table.getStyleClass().add("lines");
        table.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
    }

    private void rowColumns() {
        rows.setId("compare-rows");
        dense(rows);
        TableColumn<CompareViewModel.Row, CompareViewModel.Row> name = TableColumns.of(texts.get("column.run"), 160,
                row -> Ui.row(8, sample(row.pattern()), Ui.value(row.name(), row.isBest() ? "med" : "c12")));
        rows.getColumns().addAll(List.of(name, TableColumns.of(texts.get("column.best"), 132, row -> figure(row.best(), row.isBest())),
                TableColumns.of(texts.get("column.kl"), 84, row -> figure(row.kl(), false)),
                TableColumns.of(texts.get("column.last"), 72, row -> figure(row.last(), false)),
                TableColumns.of(texts.get("column.worth"), 136, row -> Ui.value(row.worth(), "c12", "mono"))));
        rows.widthProperty()
                .addListener((observable, before, now) -> name.setPrefWidth(Math.max(140, now.doubleValue() - 132 - 84 - 72 - 136 - 18)));
    }

    private Node sample(int pattern) {
        CanvasPicture sample = new CanvasPicture(theme, 32, 12, "",
                (pen, width, height) -> OverlayChart.sample(pen, pattern, width, height));
        sample.setFocusTraversable(false);
        return Ui.size(sample, 32, 12);
    }

    private static Node figure(String text, boolean isBest) {
        return Ui.text(text, isBest ? "mono-med" : "mono", "c12");
    }

    private void update() {
        RunComparison compared = model.comparisonProperty().get();
        if (compared == null) {
            return;
        }
        title.setText(texts.get("title", compared.curves().size()));
        caveat.setText(model.caveat());
        bits.setLines(model.bits(), model.xProperty().get(), model.limit(), texts.get("bits.spoken", compared.curves().size()));
        kl.setLines(model.kl(), model.xProperty().get(), model.limit(), texts.get("kl.spoken", compared.curves().size()));
        rows.getItems().setAll(model.rows());
        showDifferences(compared);
    }

    private void showDifferences(RunComparison compared) {
        differences.getColumns()
                .setAll(List.of(TableColumns.of(texts.get("column.setting"), SETTING_WIDTH, row -> Ui.value(row.key(), "mono", "c12"))));
        for (int run = 0; run < compared.curves().size(); run++) {
            int of = run;
            TableColumn<CompareViewModel.DifferingRow, CompareViewModel.DifferingRow> column = TableColumns.of("", VALUE_WIDTH,
                    row -> Ui.value(shown(row.values().get(of)), "mono", "c12"));
            column.setGraphic(Ui.value(compared.curves().get(run).name()));
            differences.getColumns().add(column);
        }
        differences.getItems().setAll(model.differences());
        fitDifferences();
    }

    /** The columns share the table's width while there is enough for each; else it is scrolled. */
    private void fitDifferences() {
        List<? extends TableColumn<?, ?>> columns = differences.getColumns();
        double share = (differences.getWidth() - SETTING_WIDTH - SCROLL_BAR) / (columns.size() - 1);
        columns.stream().skip(1).forEach(column -> column.setPrefWidth(Math.max(LEAST_VALUE_WIDTH, Math.min(VALUE_WIDTH, share))));
    }

    private static String shown(String value) {
        return value.isEmpty() || value.equals("[]") ? Format.NOTHING : value;
    }
}
