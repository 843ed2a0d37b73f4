package org.bytestill.ui;

import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Cell;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;

/** Finds texts on a screen that are drawn with an ellipsis because there is no room for them. */
final class CutTexts {
    private CutTexts() {}

    /** Texts of labels and buttons below a node that can be seen and are cut; a cell of a table may be, its column can be widened. */
    static List<String> below(Parent root) {
        return seen(root).filter(Labeled.class::isInstance).map(Labeled.class::cast).filter(CutTexts::isCut)
                .map(label -> label.getText() + " (" + label.getTypeSelector() + " " + label.getStyleClass() + ")").toList();
    }

    /** What labels and buttons below a node say that can be seen. */
    static List<String> said(Parent root) {
        return seen(root).filter(Labeled.class::isInstance).map(node -> ((Labeled) node).getText()).filter(text -> text != null
                && !text.isBlank()).toList();
    }

    private static Stream<Node> seen(Parent root) {
        return root.getChildrenUnmodifiable().stream().filter(Node::isVisible).filter(node -> !(node instanceof Cell))
                .flatMap(node -> node instanceof Parent parent ? Stream.concat(Stream.of(node), seen(parent)) : Stream.of(node));
    }

    private static boolean isCut(Labeled label) {
        String drawn = label.lookup(".text") instanceof Text text ? text.getText() : label.getText();
        return label.getText() != null && drawn != null && drawn.endsWith(label.getEllipsisString())
                && !label.getText().endsWith(label.getEllipsisString());
    }
}
