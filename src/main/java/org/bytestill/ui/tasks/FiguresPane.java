package org.bytestill.ui.tasks;

import java.util.function.Function;
import javafx.beans.Observable;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;
import org.bytestill.evaluate.Interval;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The figures of the shown checkpoint, a metric a row of two lines, beside those of the second model and the teacher. */
final class FiguresPane extends VBox {
    private final Texts texts = Texts.of("tasks");
    private final ResultsModel model;
    private final TableView<ResultRow> table;
    private final TableColumn<ResultRow, String> other;
    private final TableColumn<ResultRow, String> difference;
    private final TableColumn<ResultRow, String> teacher;

    FiguresPane(ResultsModel model) {
        this.model = model;
        table = TableColumns.table("tasks-table", texts.get("table"));
        table.getStyleClass().remove("dense");
        add("column.metric", 250, this::metric, "words");
        add("column.value", 120, row -> twoLines(ResultRow.number(row.figure().value()), interval(row.figure().interval())), "right");
        add("column.error", 60, row -> ResultRow.number(row.figure().standardError()), "right");
        other = add("column.other", 72, row -> row.other().map(figure -> ResultRow.number(figure.value())).orElse(""), "right");
        difference = add("column.difference", 130, row -> row.figure().difference()
                .map(each -> twoLines(Format.signed(each.interval().value(), 3), interval(each.interval()))).orElse(""), "right");
        teacher = add("column.teacher", 72, row -> row.teacher().map(figure -> ResultRow.number(figure.value())).orElse(""), "right");
        table.getSelectionModel().selectedItemProperty().addListener((observable, before, now) -> model.choose(now));
        getStyleClass().add("panel");
        getChildren().add(Ui.grow(table));
        model.rows().addListener((Observable change) -> show());
        model.rowProperty().addListener(change -> select());
        show();
    }

    /** A column whose cells are a line, or a line in the table's face over a smaller one. */
    private TableColumn<ResultRow, String> add(String key, double width, Function<ResultRow, String> text, String style) {
        TableColumn<ResultRow, String> column = TableColumns.add(table, key, width, text, style);
        boolean isWords = style.equals("words");
        column.setCellFactory(made -> new TableCell<>() {
            private final Label first = Ui.style(Ui.value(""), isWords ? "med" : "mono", "c12");
            private final Label second = Ui.style(Ui.value(""), isWords ? "ui" : "mono", "c11", "muted");
            private final VBox lines = Ui.column(0, first, second);

            @Override
            protected void updateItem(String item, boolean empty) {
                super.updateItem(item, empty);
                String[] parts = empty || item == null ? new String[] {""} : item.split("\n", 2);
                first.setText(parts[0]);
                second.setText(parts.length > 1 ? parts[1] : "");
                Ui.show(second, parts.length > 1);
                lines.setAlignment(isWords ? Pos.CENTER_LEFT : Pos.CENTER_RIGHT);
                setGraphic(empty ? null : lines);
            }
        });
        return column;
    }

    private static String twoLines(String first, String second) {
        return first + "\n" + second;
    }

    private String metric(ResultRow row) {
        return twoLines(texts.get(row.figure().higherIsBetter() ? "metric.higher" : "metric.lower", row.metric()),
                texts.get("metric.task", row.figure().alias(), Format.count(row.figure().documents()), row.figure().shots()));
    }

    private String interval(Interval interval) {
        return Double.isNaN(interval.low() + interval.high()) ? Format.NOTHING
                : texts.get("interval", ResultRow.number(interval.low()), ResultRow.number(interval.high()));
    }

    private void show() {
        table.getItems().setAll(model.rows());
        other.setVisible(model.rows().stream().anyMatch(row -> row.other().isPresent()));
        difference.setVisible(other.isVisible());
        teacher.setVisible(model.rows().stream().anyMatch(row -> row.teacher().isPresent()));
        select();
    }

    private void select() {
        if (table.getItems().contains(model.rowProperty().get())) {
            table.getSelectionModel().select(model.rowProperty().get());
        }
    }
}
