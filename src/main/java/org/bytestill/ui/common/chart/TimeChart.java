package org.bytestill.ui.common.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.ui.common.DenselyDrawn;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.PictureFile;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/**
 * One metric of a run over its updates, its bytes of text or its time. A drag or the wheel looks closer, Shift and a drag move: all charts
 * of the group do so, which detaches them from what is added; double click, Home or the pill follow again. C, or a drag from the foot of
 * the left axis, lays a curtain over the beginning. Pointing reads values at a cross-hair that is
 * shared with other charts; so do the arrow keys.
 */
public final class TimeChart extends Region implements DenselyDrawn {
    private static final Texts TEXTS = Texts.of("common");
    private static final double PILL_HEIGHT = 24;
    /** Pixels on either side of a chosen place that are meant too: a spike is thinner than a pointer is steady. */
    private static final double CHOICE_REACH = 4;

    private final Theme theme;
    private final ChartGroup group;
    private final String title;
    private final int places;
    private final ChartModel model;
    private final Canvas curves = new Canvas();
    private final Canvas overlay = new Canvas();
    private final Button pill;
    private final ReadOut readOut;
    private final ChartPainter.Words words = new ChartPainter.Words(TEXTS.get("chart.events"), TEXTS.get("chart.abandoned"),
            TEXTS.get("chart.resumed"));
    private final InvalidationListener onTheme = change -> redraw();
    private final InvalidationListener onCrossHair = change -> redrawOverlay();
    private final ChangeListener<Number> onAxis = (observable, before, now) -> axisChanged();
    private Plot plot;
    /** Null if the next drawing cannot go on from it. */
    private ChartPainter.Drawn drawn;
    private int wholeDrawings;
    private final Map<String, Choice> choices = new LinkedHashMap<>();
    private double density = 1;
    private String emptyHead = "";
    private String emptyDetail = "";
    private Consumer<String> pointedEvent = text -> {};

    /**
     * @param title  names the metric with its unit, for the spoken summary
     * @param metric a column of both the training and the evaluation table
     * @param places decimal places of the figures
     */
    public TimeChart(Theme theme, ChartGroup group, String title, Metric metric, int places) {
        this.theme = theme;
        this.group = group;
        this.title = title;
        this.places = places;
        model = new ChartModel(metric, group.axis());
        readOut = new ReadOut(model, TEXTS.get("chart.train"), TEXTS.get("chart.validation"), places);
        pill = Ui.button("", null, group.axis()::follow, "pill");
        pill.setVisible(false);
        pill.setManaged(false);
        curves.setManaged(false);
        overlay.setManaged(false);
        overlay.setMouseTransparent(true);
        getChildren().addAll(curves, overlay, pill);
        getStyleClass().add("pic");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(160, 120);
        setPrefSize(400, 252);
        theme.tokensProperty().addListener(new WeakInvalidationListener(onTheme));
        group.crossHair().xProperty().addListener(new WeakInvalidationListener(onCrossHair));
        group.axis().changesProperty().addListener(new WeakChangeListener<>(onAxis));
        new ChartInput(this).install();
        summarise();
    }

    /** Takes in what the log has got and draws it; false if nothing was new. */
    public boolean refresh(MetricLog log) {
        ChartModel.Change change = model.refresh(log);
        if (change != ChartModel.Change.NOTHING) {
            summarise();
            // What is not in a scene is not drawn: it would keep all that was ever added to it.
            drawn = change == ChartModel.Change.UPDATES && getScene() != null && !model.isEmpty() ? drawn : null;
            goOn();
        }
        return change != ChartModel.Change.NOTHING;
    }

    /** How far the x axis reaches: what the run plans to do. */
    public void setPlanned(long updates, long bytes, double secondsLeft) {
        if (model.setPlanned(updates, bytes, secondsLeft)) {
            redraw();
        }
    }

    public void setEvents(List<EventMark> events) {
        if (model.setEvents(events)) {
            redraw();
        }
    }

    public void setLogY(boolean logY) {
        model.setLogY(logY);
        redraw();
    }

    /** Said in the frame while there is nothing to draw: when it will be, and the number behind it. */
    public void setEmptyText(String head, String detail) {
        if (!head.equals(emptyHead) || !detail.equals(emptyDetail)) {
            emptyHead = head;
            emptyDetail = detail;
            redraw();
        }
    }

    /** Is told the sentence of the event pointed at, or an empty text. */
    public void setOnEventPointedAt(Consumer<String> listener) {
        pointedEvent = listener;
    }

    /** Takes a choice of the person: what lies between two values of the x axis, a few pixels around the chosen place. */
    @FunctionalInterface
    public interface Choice {
        void chosen(double from, double to);
    }

    /** Offers something to do with a place of the curve, by the menu key and the right button; the first of all by I too. */
    public void offer(String name, Choice listener) {
        choices.put(name, listener);
    }

    /** Opens the menu of what can be done with a place. */
    void openMenu(double x, double screenX, double screenY) {
        ContextMenu menu = new ContextMenu();
        choices.forEach((name, choice) -> {
            MenuItem item = new MenuItem(name);
            item.setOnAction(event -> choose(choice, x));
            menu.getItems().add(item);
        });
        if (!choices.isEmpty()) {
            menu.show(this, screenX, screenY);
        }
    }

    /** Does with a place what is offered first. */
    void chooseFirst(double x) {
        choices.values().stream().findFirst().ifPresent(choice -> choose(choice, x));
    }

    private void choose(Choice choice, double x) {
        if (plot != null) {
            double reach = (plot.x(plot.left() + CHOICE_REACH) - plot.x(plot.left()));
            choice.chosen(x - reach, x + reach);
        }
    }

    /** The chart as it is now with words below it, to be made a file. */
    public PictureFile.Picture picture(List<String> words) {
        return new PictureFile.Picture(theme.tokens(), Math.floor(getWidth()), Math.floor(getHeight()), getAccessibleText(), words,
                (pen, width, height) -> {
                    Plot drawn = new ChartPainter(pen, model, this.words, readOut.width(), readOut.height()).paint(width, height);
                    readOut.paint(pen, drawn, new CrossHair(), drawn.top() + 1);
                });
    }

    @Override
    public void setDensity(double newDensity) {
        density = newDensity;
        for (Canvas canvas : List.of(curves, overlay)) {
            canvas.getTransforms().setAll(new Scale(1 / density, 1 / density));
        }
        place();
    }

    public boolean isFollowing() {
        return model.axis().isFollowing();
    }

    /** Rows for the table that says the same as the picture. */
    public List<ChartRow> rows() {
        return ChartRow.of(model);
    }

    /** How often everything was drawn, not the end of the curves alone. */
    int wholeDrawings() {
        return wholeDrawings;
    }

    ChartModel model() {
        return model;
    }

    CrossHair crossHair() {
        return group.crossHair();
    }

    /** Null before the first layout. */
    Plot plot() {
        return plot;
    }

    void tellEvent(EventMark event) {
        pointedEvent.accept(event == null ? "" : event.text());
    }

    /** A selection being drawn lies over the curves and moves none of them. */
    private void axisChanged() {
        if (model.axis().hasSelection()) {
            redrawOverlay();
        } else {
            model.takeX();
            redraw();
        }
    }

    void redraw() {
        drawn = null;
        goOn();
    }

    /** Draws the end of the curves alone if what is drawn goes on, else everything. */
    private void goOn() {
        double width = curves.getWidth() / density;
        double height = curves.getHeight() / density;
        if (width < 80 || height < 60) {
            return;
        }
        GraphicsContext graphics = curves.getGraphicsContext2D();
        graphics.setTransform(density, 0, 0, density, 0, 0);
        Painter pen = new Painter(graphics, theme.tokens());
        ChartPainter painter = new ChartPainter(pen, model, words, readOut.width(), readOut.height());
        ChartPainter.Drawn before = drawn;
        drawn = painter.measure(width, height, before);
        plot = drawn.plot();
        if (before != null && painter.goesOn(before, drawn)) {
            painter.end(before, graphics::clearRect);
        } else {
            graphics.clearRect(0, 0, width, height);
            painter.whole(height);
            wholeDrawings++;
        }
        if (model.isEmpty() && !emptyHead.isEmpty()) {
            double middleX = (plot.left() + plot.right()) / 2;
            double middleY = (plot.top() + plot.base()) / 2;
            double reach = Math.max(Typeface.MEDIUM.width(emptyHead, 13), Typeface.UI.width(emptyDetail, 12)) / 2 + 12;
            pen.fill(ThemeColor.PANEL, middleX - reach, middleY - 22, 2 * reach, 44);
            pen.text(emptyHead, middleX, middleY - 10, Typeface.MEDIUM, 13, ThemeColor.FG, Align.CENTER)
                    .text(emptyDetail, middleX, middleY + 10, Typeface.UI, 12, ThemeColor.MUTED, Align.CENTER);
        }
        updatePill();
        redrawOverlay();
    }

    private void redrawOverlay() {
        if (plot != null) {
            overlay.getGraphicsContext2D().setTransform(density, 0, 0, density, 0, 0);
            overlay.getGraphicsContext2D().clearRect(0, 0, overlay.getWidth(), overlay.getHeight());
            double top = plot.top() + 1 + (pill.isVisible() ? PILL_HEIGHT + 8 : 0);
            Painter pen = new Painter(overlay.getGraphicsContext2D(), theme.tokens());
            if (model.axis().hasSelection()) {
                double[] ends = model.axis().selection(plot::px);
                pen.box(ThemeColor.ACCENT, ends[0], plot.top(), Math.max(1, ends[1] - ends[0]), plot.base() - plot.top(), 1);
                pen.fill(ThemeColor.ACCENT, ends[0], plot.base() - 3, ends[1] - ends[0], 3);
            }
            readOut.paint(pen, plot, group.crossHair(), top);
        }
    }

    private void updatePill() {
        pill.setVisible(!isFollowing());
        if (!isFollowing()) {
            int added = model.axis().newSinceDetach();
            pill.setText(added == 0 ? TEXTS.get("chart.follow") : TEXTS.get("chart.followNew", added));
            placePill();
        }
    }

    private void placePill() {
        double width = Math.ceil(pill.prefWidth(PILL_HEIGHT));
        pill.resizeRelocate(getWidth() - 12 - width, 8, width, PILL_HEIGHT);
    }

    private void summarise() {
        double validation = model.evaluationAt(Double.POSITIVE_INFINITY);
        double train = model.trainingAt(Double.POSITIVE_INFINITY);
        setAccessibleText(model.isEmpty() ? TEXTS.get("chart.spokenEmpty", title)
                : TEXTS.get("chart.spoken", title, Format.fixed(train, places), Format.fixed(validation, places)));
    }

    private void place() {
        for (Canvas canvas : List.of(curves, overlay)) {
            canvas.setWidth(Math.floor(getWidth()) * density);
            canvas.setHeight(Math.floor(getHeight()) * density);
        }
        redraw();
    }

    @Override
    protected void layoutChildren() {
        place();
        placePill();
    }
}
