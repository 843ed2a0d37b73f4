package org.bytestill.ui.dashboard;

import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.bytestill.run.MetricTable;
import org.bytestill.ui.common.Quantity;
import org.bytestill.ui.common.Sparkline;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.common.chart.Curve;

/** Draws a {@link CurveSpec}: name, last value and a sparkline. */
final class SmallCurve extends VBox {
    private static final int POINTS = 160;

    private final CurveSpec spec;
    private final Label name = Ui.value("", "c11", "muted");
    private final Label figure = Ui.text("", "mono-med", "c12");
    private final Label unit = Ui.text("", "c11", "muted");
    private final Sparkline line;
    private MetricTable table;
    private Curve curve;
    private int drawnRows;

    SmallCurve(Theme theme, CurveSpec spec) {
        super(4);
        this.spec = spec;
        line = new Sparkline(theme, ThemeColor.SERIES, 120, 40);
        line.setMinHeight(16);
        line.setMinWidth(24);
        getChildren().addAll(Ui.row(4, name, Ui.space(), figure, unit), Ui.grow(line), Ui.rule());
        setMinWidth(1);
    }

    /** Takes in what is new of the run's training table, which a resume may have replaced. */
    void show(DashboardViewModel model) {
        Quantity last = spec.figure().apply(model);
        MetricTable training = model.log().training();
        name.setText(spec.name().apply(model));
        figure.setText(last.figure());
        unit.setText(last.unit());
        Ui.show(unit, !last.unit().isEmpty());
        boolean other = training != table;
        if (other) {
            table = training;
            curve = new Curve(training, spec.metric());
        }
        if (curve.refresh() || other) {
            setAccessibleText(name.getText() + " " + last);
        }
        // Less than a point of the line is not seen; the figure beside it is the newest.
        if (other || curve.size() - drawnRows > drawnRows / POINTS) {
            drawnRows = curve.size();
            line.setValues(curve.means(POINTS));
        }
    }
}
