package org.bytestill.ui.common.chart;

import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/** Pointer and keys of a {@link TimeChart}. */
final class ChartInput {
    private static final double ZOOM_A_NOTCH = 1.25;
    /** The arrow keys move the cross-hair by this share of what is seen. */
    private static final double KEY_STEP = 0.01;
    private static final double PAN_STEP = 0.1;
    /** A shorter drag is an unsteady click. */
    private static final double SMALLEST_DRAG = 4;
    /** Above the foot of the plot, the place where the curtain is gripped. */
    private static final double CURTAIN_GRIP = 16;
    private static final double CURTAIN_NEAR = 5;

    private final TimeChart chart;
    private double draggedFrom = Double.NaN;
    private boolean drawsCurtain;

    ChartInput(TimeChart chart) {
        this.chart = chart;
    }

    void install() {
        chart.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        chart.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
        chart.addEventHandler(MouseEvent.MOUSE_EXITED, event -> left());
        chart.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            chart.requestFocus();
            draggedFrom = event.getX();
            drawsCurtain = isAtCurtain(event);
        });
        chart.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        chart.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        chart.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                chart.model().axis().follow();
            }
        });
        chart.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        chart.setOnContextMenuRequested(event -> {
            Plot plot = chart.plot();
            double x = event.isKeyboardTrigger() ? crossHairOrMiddle() : plot == null ? 0 : plot.x(event.getX());
            chart.openMenu(x, event.getScreenX(), event.getScreenY());
            event.consume();
        });
    }

    private void scrolled(ScrollEvent event) {
        if (chart.plot() != null && event.getDeltaY() != 0) {
            zoom(chart.plot().x(event.getX()), event.getDeltaY() > 0);
            event.consume();
        }
    }

    private void zoom(double fixed, boolean closer) {
        chart.model().axis().zoom(fixed, closer ? 1 / ZOOM_A_NOTCH : ZOOM_A_NOTCH);
    }

    private void moved(MouseEvent event) {
        Plot plot = chart.plot();
        if (plot == null) {
            return;
        }
        chart.tellEvent(event.getY() > plot.base() ? EventLane.at(plot, chart.model(), event.getX()) : null);
        if (plot.holds(event.getX()) && event.getY() <= plot.base()) {
            chart.crossHair().moveTo(plot.x(event.getX()));
        } else {
            chart.crossHair().clear();
        }
    }

    private void left() {
        chart.crossHair().clear();
        chart.tellEvent(null);
    }

    /** A drag selects what to look at closer, with Shift it moves the seen part, from the foot of the left axis it draws the curtain. */
    private void dragged(MouseEvent event) {
        Plot plot = chart.plot();
        if (plot == null || !event.isPrimaryButtonDown()) {
            return;
        }
        ChartAxis axis = chart.model().axis();
        if (drawsCurtain) {
            axis.setCurtain(event.getX() <= plot.left() ? 0 : plot.x(Math.min(plot.right(), event.getX())));
        } else if (event.isShiftDown()) {
            if (axis.hasSelection()) {
                axis.select(Double.NaN, Double.NaN);
            }
            axis.pan(plot.x(draggedFrom) - plot.x(event.getX()));
            draggedFrom = event.getX();
        } else {
            axis.select(plot.x(within(plot, draggedFrom)), plot.x(within(plot, event.getX())));
        }
    }

    private static double within(Plot plot, double pixel) {
        return Math.max(plot.left(), Math.min(plot.right(), pixel));
    }

    private void released(MouseEvent event) {
        Plot plot = chart.plot();
        ChartAxis axis = chart.model().axis();
        if (plot == null || !axis.hasSelection()) {
            return;
        }
        double[] pixels = axis.selection(plot::px);
        double[] ends = axis.selection(value -> value);
        axis.select(Double.NaN, Double.NaN);
        if (pixels[1] - pixels[0] >= SMALLEST_DRAG) {
            axis.show(ends[0], ends[1]);
        }
    }

    private boolean isAtCurtain(MouseEvent event) {
        Plot plot = chart.plot();
        if (plot == null || event.getY() > plot.base() || event.getY() < plot.base() - CURTAIN_GRIP) {
            return false;
        }
        double end = Math.max(plot.left(), plot.px(chart.model().axis().curtain()));
        return Math.abs(event.getX() - end) <= CURTAIN_NEAR;
    }

    private void pressed(KeyEvent event) {
        ChartAxis view = chart.model().axis();
        double length = view.to() - view.from();
        double at = crossHairOrMiddle();
        switch (event.getCode()) {
            case LEFT -> step(event, at, -length);
            case RIGHT -> step(event, at, length);
            case PLUS, ADD, EQUALS -> zoom(at, true);
            case MINUS, SUBTRACT -> zoom(at, false);
            case HOME -> view.follow();
            case ESCAPE -> {
                view.select(Double.NaN, Double.NaN);
                chart.crossHair().clear();
            }
            case C -> view.setCurtain(view.curtain() > 0 ? 0 : at);
            case I -> chart.chooseFirst(at);
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** The arrow keys read; with Shift they move the seen part. */
    private void step(KeyEvent event, double at, double length) {
        if (event.isShiftDown()) {
            chart.model().axis().pan(length * PAN_STEP);
        } else {
            read(at + length * KEY_STEP);
        }
    }

    private double crossHairOrMiddle() {
        ChartAxis view = chart.model().axis();
        return chart.crossHair().isOn() ? chart.crossHair().x() : (view.from() + view.to()) / 2;
    }

    private void read(double x) {
        ChartAxis view = chart.model().axis();
        chart.crossHair().moveTo(Math.max(view.from(), Math.min(view.to(), x)));
    }
}
