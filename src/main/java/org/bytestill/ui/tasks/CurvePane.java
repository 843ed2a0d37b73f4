package org.bytestill.ui.tasks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.bytestill.engine.job.TaskRecord.Model;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.common.chart.IntervalChart;
import org.bytestill.ui.tasks.ResultsModel.Level;
import org.bytestill.ui.tasks.ResultsModel.Point;
import org.bytestill.util.Texts;

/** The chosen figure along the asked checkpoints with its intervals, the teacher and the second model beside it, and the same as a table. */
final class CurvePane extends VBox {
    private static final double TABLE = 264;

    private final Texts texts = Texts.of("tasks");
    private final ResultsModel model;
    private final IntervalChart chart;
    private final Label few = Ui.id(Ui.wrap(texts.get("curve.few"), "c12", "muted"), "tasks-curve-few");
    private final ComboBox<ResultRow> rows = Ui.id(new ComboBox<>(), "tasks-curve-metric");
    private final TableView<Point> table;

    CurvePane(ResultsModel model, Theme theme) {
        this.model = model;
        chart = Ui.id(new IntervalChart(theme, texts.get("curve.x")), "tasks-curve");
        table = TableColumns.table("tasks-curve-table", texts.get("curve.table"));
        TableColumns.add(table, "curve.column.update", 60, point -> Format.count(point.update()), "right");
        TableColumns.add(table, "curve.column.value", 60, point -> ResultRow.number(point.interval().value()), "right");
        TableColumns.add(table, "curve.column.interval", 130, point -> Double.isNaN(point.interval().low()) ? Format.NOTHING
                : texts.get("interval", ResultRow.number(point.interval().low()), ResultRow.number(point.interval().high())), "right");
        table.getSelectionModel().selectedItemProperty().addListener((observable, before, now) -> {
            if (now != null) {
                model.chosenProperty().get().models().stream().filter(each -> each.update() == now.update()).findFirst()
                        .ifPresent(model.modelProperty()::set);
            }
        });
        rows.setConverter(new StringConverter<>() {
            @Override
            public String toString(ResultRow row) {
                return row == null ? "" : row.name();
            }

            @Override
            public ResultRow fromString(String word) {
                throw new UnsupportedOperationException("nothing is typed");
            }
        });
        rows.setAccessibleText(texts.get("column.metric"));
        rows.valueProperty().addListener((observable, before, now) -> model.choose(now));
        few.setMaxWidth(400);
        HBox body = Ui.row(8, Ui.grow(chart), Ui.size(new VBox(Ui.grow(table)), TABLE, 0));
        body.setFillHeight(true);
        getStyleClass().add("panel");
        getChildren().addAll(Ui.pad(Ui.row(8, rows), 8, 8, 0, 8), Ui.grow(new StackPane(Ui.pad(body, 8, 8, 8, 8), few)));
        Ui.whenAny(this::show, model.rowProperty(), model.modelProperty(), model.chosenProperty());
        show();
    }

    private void show() {
        rows.getItems().setAll(model.rows());
        rows.setValue(model.rowProperty().get());
        List<Point> points = model.curve();
        boolean has = points.size() > 1;
        chart.getParent().setVisible(has);
        few.setVisible(!has);
        table.getItems().setAll(points);
        Model shown = model.modelProperty().get();
        int chosen = IntStream.range(0, points.size()).filter(i -> shown != null && points.get(i).update() == shown.update()).findFirst()
                .orElse(-1);
        if (chosen >= 0) {
            table.getSelectionModel().select(chosen);
        }
        chart.show(points.stream()
                .map(point -> new IntervalChart.Point(point.update(), point.interval().value(), point.interval().low(),
                        point.interval().high()))
                .toList(), model.levels().stream().map(CurvePane::level).toList(), chosen, spoken(points));
    }

    private static IntervalChart.Level level(Level level) {
        return level.isTeacher() ? new IntervalChart.Level(level.name(), level.value(), ThemeColor.TEACHER)
                : new IntervalChart.Level(level.name(), level.value(), ThemeColor.GHOST, 6, 4);
    }

    private String spoken(List<Point> points) {
        return points.isEmpty() ? "" : texts.get("curve.spoken", model.rowProperty().get().name(), points.stream()
                .map(point -> texts.get("curve.spoken.point", Format.count(point.update()), ResultRow.number(point.interval().value()),
                        ResultRow.number(point.interval().low()), ResultRow.number(point.interval().high())))
                .collect(Collectors.joining("; ")));
    }
}
