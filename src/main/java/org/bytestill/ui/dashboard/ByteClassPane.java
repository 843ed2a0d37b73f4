package org.bytestill.ui.dashboard;

import java.util.List;
import java.util.function.IntFunction;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.bytestill.run.ByteClass;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Sparkline;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** KL by class of byte: a line a class with its course, and on request every evaluation as a table. */
final class ByteClassPane extends VBox {
    private static final double LINE = 18;
    private static final double NAME_WIDTH = 84;
    private static final double SHARE_WIDTH = 48;
    private static final double FIGURE_WIDTH = 44;
    private static final double CHANGE_WIDTH = 56;

    private final Texts texts = Texts.of("dashboard");
    private final Theme theme;
    private final GridPane grid = new GridPane();
    private final Label waiting = Ui.wrap("", "c12", "muted");
    private final TableView<Integer> table = new TableView<>();
    private final StackPane body;
    private final Button switchButton;
    private MetricTable shown;
    private int shownRows = -1;

    ByteClassPane(Theme theme) {
        this.theme = theme;
        setId("byte-classes");
        grid.setHgap(8);
        columns();
        VBox picture = Ui.pad(Ui.column(4, grid, waiting), 0, 12, 4, 12);
        body = new StackPane(picture);
        body.setAlignment(Pos.TOP_LEFT);
        switchButton = Ui.id(Ui.iconButton("mdi2t-table", texts.get("class.table"), () -> switchOver(picture), "small"),
                "byte-classes-table");
        HBox head = Ui.style(Ui.row(8, Ui.value(texts.get("class.title"), "semi", "c12"), Ui.space(),
                Ui.value(texts.get("class.note"), "c11", "faint"), switchButton), "head");
        Ui.style(this, "panel").getChildren().addAll(head, Ui.grow(body));
        table.getStyleClass().add("dense");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        grid.setFocusTraversable(true);
    }

    private void columns() {
        double[] widths = {NAME_WIDTH, SHARE_WIDTH, -1, FIGURE_WIDTH, CHANGE_WIDTH};
        for (int i = 0; i < widths.length; i++) {
            ColumnConstraints column = new ColumnConstraints();
            if (widths[i] > 0) {
                column.setMinWidth(widths[i]);
                column.setPrefWidth(widths[i]);
            } else {
                column.setHgrow(Priority.ALWAYS);
                column.setMinWidth(16);
            }
            column.setHalignment(i == 0 ? HPos.LEFT : HPos.RIGHT);
            grid.getColumnConstraints().add(column);
        }
    }

    /** @param emptyText said before the first evaluation, or without a teacher */
    void show(MetricTable evaluation, String emptyText) {
        if (evaluation == shown && evaluation.size() == shownRows) {
            return;
        }
        shown = evaluation;
        shownRows = evaluation.size();
        List<ByteClassRow> rows = ByteClassRow.of(evaluation);
        waiting.setText(emptyText);
        Ui.show(waiting, rows.isEmpty());
        fill(rows);
        fillTable(rows);
    }

    private void fill(List<ByteClassRow> rows) {
        grid.getChildren().clear();
        if (!rows.isEmpty()) {
            line(0, head(""), head(texts.get("class.share")), new HBox(), head(texts.get("class.kl")), head(texts.get("class.change")));
        }
        StringBuilder spoken = new StringBuilder(texts.get("class.title"));
        for (int i = 0; i < rows.size(); i++) {
            ByteClassRow row = rows.get(i);
            Sparkline course = new Sparkline(theme, ThemeColor.SERIES, 60, LINE - 2);
            course.setMinHeight(LINE - 4);
            course.setValues(row.kl());
            boolean rising = row.change() > 0;
            Label change = Ui.text(Double.isNaN(row.change()) ? "" : (rising ? "▲ " : "▼ ") + Format.fixed(Math.abs(row.change()), 3),
                    "mono", "c11", rising ? "warn" : "muted");
            line(i + 1, Ui.value(row.name(), "c12"), Ui.text(Format.percent(row.share(), 1) + " %", "mono", "c11", "muted"), course,
                    Ui.text(Format.kl(row.newestKl()), "mono-med", "c12"), change);
            spoken.append("; ").append(row.name()).append(' ').append(Format.kl(row.newestKl()));
        }
        grid.setAccessibleText(spoken.toString());
    }

    private static Label head(String text) {
        return Ui.value(text, "c11", "faint");
    }

    private void line(int row, Node... cells) {
        for (int column = 0; column < cells.length; column++) {
            grid.add(cells[column], column, row);
        }
    }

    private void fillTable(List<ByteClassRow> rows) {
        table.getColumns().clear();
        table.getColumns().add(column(texts.get("checkpoints.update"), row -> Format.count((long) shown.value(Metric.UPDATE, row))));
        for (ByteClassRow row : rows) {
            ByteClass bytes = row.bytes();
            table.getColumns().add(column(row.name(), at -> Format.kl(shown.value(bytes.kl(), at))));
        }
        table.getItems().clear();
        for (int row = 0; row < shown.size(); row++) {
            table.getItems().add(row);
        }
    }

    private static TableColumn<Integer, String> column(String name, IntFunction<String> text) {
        TableColumn<Integer, String> column = new TableColumn<>(name);
        column.setSortable(false);
        column.getStyleClass().add("right");
        column.setCellValueFactory(row -> new SimpleStringProperty(text.apply(row.getValue())));
        return column;
    }

    private void switchOver(Node picture) {
        boolean showsTable = body.getChildren().contains(table);
        body.getChildren().setAll(showsTable ? picture : table);
        String what = texts.get(showsTable ? "class.table" : "class.picture");
        switchButton.setGraphic(Ui.icon(showsTable ? "mdi2t-table" : "mdi2c-chart-line", "fg"));
        switchButton.setAccessibleText(what);
        switchButton.setAccessibleHelp(what);
    }
}
