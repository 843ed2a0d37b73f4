package org.bytestill.ui.dashboard;

import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.ui.common.Quantity;
import org.bytestill.ui.common.Sparkline;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.common.chart.Curve;

/** A training metric as a name, its last value and a curve without axes. */
final class SmallCurve extends VBox {
    private static final int POINTS = 160;

    private final Metric metric;
    private final Label name;
    private final Label figure = Ui.text("", "mono-med", "c12");
    private final Label unit = Ui.text("", "c11", "muted");
    private final Sparkline line;
    private MetricTable table;
    private Curve curve;

    SmallCurve(Theme theme, String nameText, Metric metric) {
        super(4);
        this.metric = metric;
        name = Ui.value(nameText, "c11", "muted");
        line = new Sparkline(theme, ThemeColor.SERIES, 120, 40);
        line.setMinHeight(16);
        line.setMinWidth(24);
        getChildren().addAll(Ui.row(4, name, Ui.space(), figure, unit), Ui.grow(line), Ui.rule());
        setMinWidth(1);
    }

    void setName(String text) {
        name.setText(text);
    }

    /** Takes in what is new of the table, which a resume may have replaced. */
    void show(MetricTable training, Quantity last) {
        figure.setText(last.figure());
        unit.setText(last.unit());
        Ui.show(unit, !last.unit().isEmpty());
        boolean other = training != table;
        if (other) {
            table = training;
            curve = new Curve(training, metric);
        }
        if (curve.refresh() || other) {
            line.setValues(curve.means(POINTS));
            setAccessibleText(name.getText() + " " + last);
        }
    }
}
