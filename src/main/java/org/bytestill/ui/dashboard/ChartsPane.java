package org.bytestill.ui.dashboard;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.run.Metric;
import org.bytestill.run.TaskMetric;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.common.chart.ChartPanel;
import org.bytestill.ui.common.chart.CrossHair;
import org.bytestill.ui.common.chart.EventMark;
import org.bytestill.ui.common.chart.TimeChart;
import org.bytestill.util.Texts;

/**
 * The charts with axes, made from their descriptions: two a row over one cross-hair, with one choice of axes for all. Of a run
 * those are shown that it measures; a chart that has come stays until another run is looked at.
 */
final class ChartsPane extends VBox {
    private static final double GAP = 8;

    private final Texts texts = Texts.of("dashboard");
    private final List<Drawn> all = new ArrayList<>();
    private final List<Drawn> shown = new ArrayList<>();
    private final MenuButton x = ChartPanel.menu(texts.get("x"), this::setX, texts.get("x.updates"), texts.get("x.bytes"));
    private final MenuButton y = ChartPanel.menu(texts.get("y"), this::setLogY, texts.get("y.linear"), texts.get("y.log"));
    private final Inspecting inspecting;
    private final Theme theme;
    private final CrossHair crossHair = new CrossHair();
    private Metric byX = Metric.UPDATE;

    private record Drawn(ChartSpec spec, TimeChart chart, ChartPanel panel) {}

    /** Is told which place of which chart shall be inspected: what lies between two values of the x axis. */
    @FunctionalInterface
    interface Inspecting {
        void inspect(Metric metric, Metric byX, double from, double to);
    }

    ChartsPane(Theme theme, List<ChartSpec> specs, Inspecting inspecting) {
        super(GAP);
        this.inspecting = inspecting;
        this.theme = theme;
        specs.forEach(spec -> all.add(drawn(spec)));
    }

    private Drawn drawn(ChartSpec spec) {
        String title = spec.title();
        TimeChart chart = new TimeChart(theme, crossHair, title, spec.metric(), spec.places());
        chart.setId(spec.id());
        chart.setX(byX);
        if (spec.inspects()) {
            chart.setOnChosen(texts.get("chart.inspect"), (from, to) -> inspecting.inspect(spec.metric(), byX, from, to));
        }
        return new Drawn(spec, chart, new ChartPanel(title, chart, spec.places()));
    }

    /** Another run is looked at from now on. */
    void beginRun() {
        shown.clear();
        all.forEach(drawn -> drawn.chart().follow());
    }

    /** One look at the run. */
    void look(DashboardViewModel model) {
        addTasks(model);
        if (shown.addAll(all.stream().filter(drawn -> !shown.contains(drawn) && drawn.spec().shown().test(model)).toList())) {
            arrange();
        }
        EmptyStateText empty = model.emptyWords();
        List<EventMark> marks = model.marks();
        for (Drawn drawn : shown) {
            drawn.chart().setEmptyText(empty.head(), empty.detail());
            drawn.chart().setPlanned(model.progress().updates(), model.progress().plannedBytes());
            drawn.chart().setEvents(marks);
            drawn.panel().refresh(model.log());
        }
    }

    /** Which tasks there are, only the run's log knows: a chart each, of its first metric. */
    private void addTasks(DashboardViewModel model) {
        TaskMetric.main(model.log().evaluation()).stream()
                .filter(metric -> all.stream().noneMatch(drawn -> drawn.spec().metric() == metric))
                .forEach(metric -> all.add(drawn(ChartSpec.ofTask(metric))));
    }

    /** Two a row, in the order of the descriptions; the choice of axes stands at the right end of the first row. */
    private void arrange() {
        List<ChartPanel> panels = all.stream().filter(shown::contains).map(Drawn::panel).toList();
        getChildren().clear();
        for (int index = 0; index < panels.size(); index += 2) {
            boolean two = index + 1 < panels.size();
            HBox row = two ? Ui.halves(GAP, panels.get(index), panels.get(index + 1)) : new HBox(Ui.grow(panels.get(index)));
            getChildren().add(Ui.grow(row));
        }
        panels.get(Math.min(1, panels.size() - 1)).setMenus(x, y);
    }

    private void setX(int choice) {
        byX = choice == 1 ? Metric.BYTES : Metric.UPDATE;
        all.forEach(drawn -> drawn.chart().setX(byX));
    }

    private void setLogY(int choice) {
        all.forEach(drawn -> drawn.chart().setLogY(choice == 1 && drawn.spec().scale() == ChartSpec.Scale.CHOSEN));
    }
}
