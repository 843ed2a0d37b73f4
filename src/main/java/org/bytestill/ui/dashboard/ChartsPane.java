package org.bytestill.ui.dashboard;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.TaskMetric;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.common.chart.ChartGroup;
import org.bytestill.ui.common.chart.ChartPanel;
import org.bytestill.ui.common.chart.EventMark;
import org.bytestill.ui.common.chart.TimeChart;
import org.bytestill.util.Texts;

/**
 * The charts with axes, made from their descriptions: two a row over one cross-hair, with one choice of axes for all. Of a run
 * those are shown that it measures; a chart that has come stays until another run is looked at.
 */
final class ChartsPane extends VBox {
    private static final double GAP = 8;
    /** In the order of the menu. */
    private static final List<Metric> BY = List.of(Metric.UPDATE, Metric.BYTES, Metric.ACTIVE_SECONDS, Metric.WALL_SECONDS);

    private final Texts texts = Texts.of("dashboard");
    private final List<Drawn> all = new ArrayList<>();
    private final List<Drawn> shown = new ArrayList<>();
    private final MenuButton x = ChartPanel.menu(texts.get("x"), this::setX, texts.get("x.updates"), texts.get("x.bytes"),
            texts.get("x.active"), texts.get("x.wall"));
    private final MenuButton y = ChartPanel.menu(texts.get("y"), this::setLogY, texts.get("y.linear"), texts.get("y.log"));
    private final Acting acting;
    private final Theme theme;
    private final ChartGroup group = new ChartGroup();
    private MetricTable evaluation;
    private int evaluations;

    private record Drawn(ChartSpec spec, TimeChart chart, ChartPanel panel) {}

    /** What can be done with a place of a chart, and with the chart. */
    interface Acting {
        /** Looks at what was trained on between two values of the x axis. */
        void inspect(Metric metric, Metric byX, double from, double to);

        /** Writes a note about what lies between two values of the x axis. */
        void note(Metric byX, double from, double to);

        /** @param ending of the file's name, which says in which form */
        void savePicture(TimeChart chart, String title, String ending);

        void saveValues(Metric metric);
    }

    ChartsPane(Theme theme, List<ChartSpec> specs, Acting acting) {
        super(GAP);
        this.acting = acting;
        this.theme = theme;
        specs.forEach(spec -> all.add(drawn(spec)));
    }

    private Drawn drawn(ChartSpec spec) {
        String title = spec.title();
        TimeChart chart = new TimeChart(theme, group, title, spec.metric(), spec.places());
        chart.setId(spec.id());
        if (spec.inspects()) {
            chart.offer(texts.get("chart.inspect"), (from, to) -> acting.inspect(spec.metric(), group.axis().x(), from, to));
        }
        chart.offer(texts.get("chart.note"), (from, to) -> acting.note(group.axis().x(), from, to));
        chart.offer(texts.get("chart.png"), (from, to) -> acting.savePicture(chart, title, ".png"));
        chart.offer(texts.get("chart.svg"), (from, to) -> acting.savePicture(chart, title, ".svg"));
        chart.offer(texts.get("chart.csv"), (from, to) -> acting.saveValues(spec.metric()));
        return new Drawn(spec, chart, new ChartPanel(title, chart, spec.places()));
    }

    /** Another run is looked at from now on. */
    void beginRun() {
        shown.clear();
        group.axis().setCurtain(0);
        group.axis().follow();
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
            drawn.chart().setPlanned(model.progress().updates(), model.progress().plannedBytes(),
                    model.progress().secondsLeft());
            drawn.chart().setEvents(marks);
            drawn.panel().refresh(model.log());
        }
        for (int choice = 0; choice < BY.size(); choice++) {
            x.getItems().get(choice).setDisable(!group.axis().measures(BY.get(choice)));
        }
    }

    /** Which tasks there are, only the run's log knows: a chart each, of its first metric. */
    private void addTasks(DashboardViewModel model) {
        MetricTable now = model.log().evaluation();
        if (now == evaluation && now.size() == evaluations) {
            return;
        }
        evaluation = now;
        evaluations = now.size();
        TaskMetric.main(now).stream()
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
        group.axis().setX(BY.get(choice));
    }

    private void setLogY(int choice) {
        all.forEach(drawn -> drawn.chart().setLogY(choice == 1 && drawn.spec().scale() == ChartSpec.Scale.CHOSEN));
    }
}
