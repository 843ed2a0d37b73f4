package org.bytestill.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Cell;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToolBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.util.Language;

/** What is wrong with a screen and can be seen without eyes: cut texts, parts over each other or out of their place, English elsewhere. */
final class ScreenFaults {
    /** Pixels by which edges may miss each other: halves are rounded. */
    private static final double TOLERANCE = 1.5;
    private static final Pattern WORDS = Pattern.compile("[A-Za-z]{3,}");
    /** What is no text of the program, but a name, a path, a figure with its unit, a key or a command. */
    private static final Pattern DATA = Pattern.compile(
            ".*[/_\\\\].*|.*\\.(yaml|json|txt|md|csv|png|jinja|gguf)\\b.*|.*\\b(bytestill|smollm2|SmolLM2|gemma|Qwen|qwen|llama|Llama|Hugging Face|PyTorch|libtorch)\\b.*"
                    + "|(Ctrl|Shift|Alt|F\\d+|Esc|Home|End|Page|Tab|Space|Delete|Left|Right|Up|Down)([+ ].*)?");

    /** The same in every language: names, terms and formats. */
    private static final Set<
            String> NAMES = Set.of("Bytestill", "Java", "top-1", "Top-p", "Top-k", "Min-p", "JSD", "EOS", "float32", "bfloat16",
                    "Jensen-Shannon", "Alpha", "Beta");

    private ScreenFaults() {}

    /** @param given texts that are no program's: names of runs, and what engine and runs of a test say */
    static List<String> of(Parent root, Language language, Set<String> given) {
        List<String> faults = new ArrayList<>();
        CutTexts.below(root).forEach(cut -> faults.add("cut: " + cut));
        boxes(root, faults);
        seen(root).filter(ScrollPane.class::isInstance).forEach(pane -> pane((ScrollPane) pane, faults));
        if (language != Language.ENGLISH) {
            seen(root).filter(Labeled.class::isInstance).map(Labeled.class::cast)
                    .filter(label -> isEnglish(label, language) && !given.contains(label.getText()))
                    .forEach(label -> faults.add("English: " + label.getText() + " (" + where(label) + ")"));
        }
        return faults;
    }

    private static boolean isEnglish(Labeled label, Language language) {
        String text = label.getText();
        if (text == null || label.getStyleClass().contains("mono") || NAMES.contains(text)
        // Mistakes are told in English, as on the command line.
                || label.getStyleClass().contains("danger") || !WORDS.matcher(text).find() || DATA.matcher(text).matches()) {
            return false;
        }
        return language == Language.PSEUDO ? text.indexOf('[') < 0
                : text.codePoints().noneMatch(sign -> Character.UnicodeScript.of(sign) == Character.UnicodeScript.HAN);
    }

    private static void boxes(Parent root, List<String> faults) {
        Stream.concat(Stream.of(root), seen(root).filter(Parent.class::isInstance).map(Parent.class::cast))
                .filter(box -> box instanceof HBox || box instanceof VBox || box instanceof GridPane || box instanceof FlowPane)
                .forEach(box -> box(box, faults));
    }

    /** What is wider than a pane that cannot be scrolled sideways is cut by it. */
    private static void pane(ScrollPane pane, List<String> faults) {
        double wide = pane.getContent() == null ? 0 : pane.getContent().getLayoutBounds().getWidth();
        if (pane.getHbarPolicy() == ScrollPane.ScrollBarPolicy.NEVER && wide > pane.getViewportBounds().getWidth() + TOLERANCE) {
            faults.add("wider than its pane: " + Math.round(wide) + " in " + Math.round(pane.getViewportBounds().getWidth()) + ", "
                    + where(pane));
        }
    }

    private static void box(Parent box, List<String> faults) {
        List<Node> children = box.getChildrenUnmodifiable().stream().filter(Node::isVisible).filter(Node::isManaged)
                .filter(child -> child.getLayoutBounds().getWidth() > 0 && child.getLayoutBounds().getHeight() > 0).toList();
        Bounds inside = box.getLayoutBounds();
        for (int at = 0; at < children.size(); at++) {
            Bounds bounds = place(children.get(at));
            boolean isOut = bounds.getMinX() < inside.getMinX() - TOLERANCE || bounds.getMaxX() > inside.getMaxX() + TOLERANCE
                    || bounds.getMinY() < inside.getMinY() - TOLERANCE || bounds.getMaxY() > inside.getMaxY() + TOLERANCE;
            if (isOut) {
                faults.add("out of its box: " + where(children.get(at)) + " " + words(bounds) + " in " + where(box) + " " + words(inside));
            }
            for (int other = at + 1; other < children.size(); other++) {
                Bounds others = place(children.get(other));
                double wide = Math.min(bounds.getMaxX(), others.getMaxX()) - Math.max(bounds.getMinX(), others.getMinX());
                double high = Math.min(bounds.getMaxY(), others.getMaxY()) - Math.max(bounds.getMinY(), others.getMinY());
                if (wide > TOLERANCE && high > TOLERANCE) {
                    faults.add("over each other: " + where(children.get(at)) + " and " + where(children.get(other)));
                }
            }
        }
    }

    /** Where layout has put it, without what effects add. */
    private static Bounds place(Node node) {
        Bounds own = node.getLayoutBounds();
        return new BoundingBox(own.getMinX() + node.getLayoutX(), own.getMinY() + node.getLayoutY(), own.getWidth(),
                own.getHeight());
    }

    private static String words(Bounds bounds) {
        return Math.round(bounds.getWidth()) + " x " + Math.round(bounds.getHeight()) + " at " + Math.round(bounds.getMinX()) + ","
                + Math.round(bounds.getMinY());
    }

    /** A node as one finds it in the sources: its id or class and style, its text, the nearest id above it. */
    private static String where(Node node) {
        String own = node.getClass().getSimpleName() + (node.getId() == null ? "" : "#" + node.getId()) + node.getStyleClass();
        String text = node instanceof Labeled labeled ? " \"" + labeled.getText() + "\"" : "";
        Node above = node.getParent();
        while (above != null && above.getId() == null) {
            above = above.getParent();
        }
        return own + text + (above == null ? "" : " in #" + above.getId());
    }

    /** Below a node what can be seen; of controls their content only, not how their skins are made. */
    static Stream<Node> seen(Parent root) {
        return root.getChildrenUnmodifiable().stream().filter(Node::isVisible).filter(node -> !(node instanceof Cell))
                .flatMap(node -> {
                    if (node instanceof ScrollPane scroll) {
                        return scroll.getContent() instanceof Parent content ? Stream.concat(Stream.of(scroll, content), seen(content))
                                : Stream.of(node);
                    }
                    boolean opaque = node instanceof Control && !(node instanceof ToolBar)
                            && !node.getClass().getName().startsWith("org.controlsfx");
                    return node instanceof Parent parent && !opaque ? Stream.concat(Stream.of(node), seen(parent)) : Stream.of(node);
                });
    }
}
