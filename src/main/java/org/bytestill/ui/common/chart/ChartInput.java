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

    private final TimeChart chart;
    private double draggedFrom = Double.NaN;

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
        });
        chart.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        chart.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                chart.follow();
            }
        });
        chart.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        chart.setOnContextMenuRequested(event -> {
            Plot plot = chart.plot();
            double x = event.isKeyboardTrigger() ? crossHairOrMiddle() : plot == null ? 0 : plot.x(event.getX());
            chart.offer(x, event.getScreenX(), event.getScreenY());
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
        chart.changeView(() -> chart.model().view().zoom(fixed, closer ? 1 / ZOOM_A_NOTCH : ZOOM_A_NOTCH));
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

    private void dragged(MouseEvent event) {
        if (chart.plot() != null && event.isPrimaryButtonDown()) {
            double distance = chart.plot().x(draggedFrom) - chart.plot().x(event.getX());
            draggedFrom = event.getX();
            chart.changeView(() -> chart.model().view().pan(distance));
        }
    }

    private void pressed(KeyEvent event) {
        XView view = chart.model().view();
        double length = view.to() - view.from();
        double at = crossHairOrMiddle();
        switch (event.getCode()) {
            case LEFT -> read(at - length * KEY_STEP);
            case RIGHT -> read(at + length * KEY_STEP);
            case PLUS, ADD, EQUALS -> zoom(at, true);
            case MINUS, SUBTRACT -> zoom(at, false);
            case HOME -> chart.follow();
            case ESCAPE -> chart.crossHair().clear();
            case I -> chart.choose(at);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private double crossHairOrMiddle() {
        XView view = chart.model().view();
        return chart.crossHair().isOn() ? chart.crossHair().x() : (view.from() + view.to()) / 2;
    }

    private void read(double x) {
        XView view = chart.model().view();
        chart.crossHair().moveTo(Math.max(view.from(), Math.min(view.to(), x)));
    }
}
