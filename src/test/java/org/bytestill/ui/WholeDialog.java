package org.bytestill.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Labeled;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.text.Text;
import javafx.stage.Window;

/** What must hold of a dialog that is open: it lies on the screen, has the size of its content, and nothing in it is cut. */
final class WholeDialog {
    private static final double TOLERANCE = 2;
    /** Half a frame, which the two windows need not have alike. */
    private static final double OFF_CENTRE = 32;

    private WholeDialog() {}

    /** What is wrong, a sentence each. */
    static List<String> problems(Window dialog, Window owner, Rectangle2D screen) {
        List<String> problems = new ArrayList<>();
        Rectangle2D bounds = boundsOf(dialog);
        if (!screen.contains(bounds)) {
            problems.add("it lies at " + words(bounds) + ", the screen is " + words(screen));
        }
        checkCentre(bounds, boundsOf(owner), screen, problems);
        checkSize(dialog.getScene(), screen, problems);
        problems.addAll(cut(dialog.getScene()));
        return problems;
    }

    private static void checkCentre(Rectangle2D bounds, Rectangle2D owner, Rectangle2D screen, List<String> problems) {
        double off = Math.abs(bounds.getMinX() + bounds.getWidth() / 2 - owner.getMinX() - owner.getWidth() / 2);
        boolean atEdge = bounds.getMinX() <= screen.getMinX() + TOLERANCE || bounds.getMaxX() >= screen.getMaxX() - TOLERANCE;
        if (off > OFF_CENTRE && !atEdge) {
            problems.add("its middle is " + Math.round(off) + " pixels beside that of its owner");
        }
    }

    private static void checkSize(Scene scene, Rectangle2D screen, List<String> problems) {
        if (scene.getRoot() instanceof DialogPane pane) {
            double width = scene.getWidth();
            double needed = Math.min(Math.max(pane.minWidth(-1), pane.getMinWidth()), screen.getWidth());
            double high = Math.min(pane.minHeight(width), screen.getHeight());
            if (width < needed - TOLERANCE || scene.getHeight() < high - TOLERANCE) {
                problems.add("its content has " + words(width, scene.getHeight()) + " and needs " + words(needed, high));
            }
        }
    }

    /** Words that do not fit, and buttons that are outside. */
    static List<String> cut(Scene scene) {
        List<String> problems = new ArrayList<>();
        for (Node node : all(scene.getRoot()).filter(WholeDialog::isSeen).toList()) {
            if (node instanceof Labeled labeled && isCut(labeled)) {
                problems.add("\"" + labeled.getText() + "\" is cut to \"" + drawn(labeled) + "\"");
            }
            if (node instanceof ButtonBase && !isScrolled(node) && !isInside(node, scene)) {
                problems.add("button \"" + ((ButtonBase) node).getText() + "\" is not inside");
            }
        }
        return problems;
    }

    private static boolean isSeen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /** A label that may be cut in its middle says so by its style, and shows all in its tooltip. */
    private static boolean isCut(Labeled labeled) {
        String drawn = drawn(labeled);
        return labeled.getTextOverrun() != OverrunStyle.CENTER_ELLIPSIS && drawn != null
                && drawn.endsWith(labeled.getEllipsisString()) && !labeled.getText().endsWith(labeled.getEllipsisString());
    }

    private static String drawn(Labeled labeled) {
        return labeled.lookup(".text") instanceof Text text ? text.getText() : null;
    }

    private static boolean isScrolled(Node node) {
        for (Node at = node.getParent(); at != null; at = at.getParent()) {
            if (at instanceof ScrollPane || at.getStyleClass().contains("virtual-flow")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInside(Node node, Scene scene) {
        Bounds bounds = node.localToScene(node.getLayoutBounds());
        return bounds.getMinX() >= -TOLERANCE && bounds.getMinY() >= -TOLERANCE && bounds.getMaxX() <= scene.getWidth() + TOLERANCE
                && bounds.getMaxY() <= scene.getHeight() + TOLERANCE;
    }

    private static Stream<Node> all(Node node) {
        return node instanceof Parent parent
                ? Stream.concat(Stream.of(node), parent.getChildrenUnmodifiable().stream().flatMap(WholeDialog::all)) : Stream.of(node);
    }

    static Rectangle2D boundsOf(Window window) {
        return new Rectangle2D(window.getX(), window.getY(), window.getWidth(), window.getHeight());
    }

    static boolean isNear(Rectangle2D one, Rectangle2D other) {
        return Math.abs(one.getMinX() - other.getMinX()) <= TOLERANCE && Math.abs(one.getMinY() - other.getMinY()) <= TOLERANCE
                && Math.abs(one.getWidth() - other.getWidth()) <= TOLERANCE && Math.abs(one.getHeight() - other.getHeight()) <= TOLERANCE;
    }

    static String words(Rectangle2D bounds) {
        return words(bounds.getWidth(), bounds.getHeight()) + " at " + Math.round(bounds.getMinX()) + "," + Math.round(bounds.getMinY());
    }

    static String words(double width, double height) {
        return Math.round(width) + " x " + Math.round(height);
    }
}
