package org.bytestill.ui.common;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.controlsfx.control.SegmentedButton;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Small builders, so that a screen reads like its layout. Style names are those of {@code look.css}. */
public final class Ui {
    private Ui() {}

    /** One line that is never cut. */
    public static Label text(String text, String... styles) {
        Label label = style(new Label(text), styles);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /** Words that wrap to as many lines as they need. */
    public static Label wrap(String text, String... styles) {
        Label label = style(new Label(text), styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** One line that gives way: a path or a name is cut in its middle and shown whole in a tooltip. */
    public static Label value(String text, String... styles) {
        Label label = style(new Label(text), styles);
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        label.setMinWidth(0);
        return tellWhole(label, label.textProperty());
    }

    /**
     * Says a control's own text, which it may be too narrow for, to who rests the pointer on it. The tooltip is made when it is wanted:
     * figures that are written anew with every step would make thousands that nobody sees.
     */
    public static <C extends Control> C tellWhole(C control, ObservableValue<String> text) {
        control.addEventHandler(MouseEvent.MOUSE_ENTERED, event -> {
            if (control.getTooltip() == null) {
                control.setTooltip(tooltip(""));
                control.getTooltip().textProperty().bind(text);
            }
        });
        return control;
    }

    public static Hyperlink link(String text, Runnable action, String... styles) {
        Hyperlink link = style(new Hyperlink(text), styles);
        link.setOnAction(event -> {
            link.setVisited(false);
            action.run();
        });
        link.setMinWidth(Region.USE_PREF_SIZE);
        return link;
    }

    /** A Material Design 2 icon by its Ikonli code. */
    public static FontIcon icon(String code, String... styles) {
        return style(new FontIcon(code), styles);
    }

    /** A button with a word; {@code icon} may be null. Style {@code accent} once a screen. */
    public static Button button(String text, @Nullable String icon, Runnable action, String... styles) {
        Button button = style(new Button(text), styles);
        if (icon != null) {
            button.setGraphic(icon(icon, List.of(styles).contains("accent") ? "on" : "fg"));
        }
        button.setOnAction(event -> action.run());
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    /** A button without a word: what it does is its tooltip and its accessible text. */
    public static Button iconButton(String icon, String what, Runnable action, String... styles) {
        Button button = style(button("", icon, action, styles), "icon-only", "flat");
        button.setAccessibleText(what);
        return explain(button, what);
    }

    /**
     * Says what a control is, to who rests the pointer on it and to a screen reader; {@link Control#setAccessibleHelp} changes it. The tooltip
     * is made when the pointer first comes: each is a window of its own, and a screen has a hundred that nobody sees.
     */
    public static <C extends Control> C explain(C control, String what) {
        control.setAccessibleHelp(what);
        control.addEventHandler(MouseEvent.MOUSE_ENTERED, event -> {
            if (control.getTooltip() == null) {
                Tooltip tooltip = tooltip("");
                tooltip.textProperty().bind(control.accessibleHelpProperty());
                control.setTooltip(tooltip);
            }
        });
        return control;
    }

    public static Tooltip tooltip(String text) {
        Tooltip tooltip = new Tooltip(text);
        tooltip.setShowDelay(Duration.millis(400));
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(400);
        return tooltip;
    }

    public static HBox row(double gap, Node... nodes) {
        HBox row = new HBox(gap, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    public static VBox column(double gap, Node... nodes) {
        return new VBox(gap, nodes);
    }

    /** Two regions of equal width whatever they would like, so that edges line up through all rows. */
    public static HBox halves(double gap, Region left, Region right) {
        return ofEqualWidth(gap, left, right);
    }

    /** Regions of equal width, as {@link #halves}; one that is not shown leaves its width to the others. */
    public static HBox ofEqualWidth(double gap, Region... regions) {
        for (Region region : regions) {
            region.setPrefWidth(1);
            region.setMinWidth(1);
            HBox.setHgrow(region, Priority.ALWAYS);
        }
        return new HBox(gap, regions);
    }

    /** Takes all room that is left, in a row and in a column. */
    public static <N extends Node> N grow(N node) {
        HBox.setHgrow(node, Priority.ALWAYS);
        VBox.setVgrow(node, Priority.ALWAYS);
        return node;
    }

    /** Fixes the size in pixels; a value of 0 or less leaves it free. */
    public static <R extends Region> R size(R region, double width, double height) {
        if (width > 0) {
            region.setMinWidth(width);
            region.setPrefWidth(width);
            region.setMaxWidth(width);
        }
        if (height > 0) {
            region.setMinHeight(height);
            region.setPrefHeight(height);
            region.setMaxHeight(height);
        }
        return region;
    }

    public static <R extends Region> R pad(R region, double top, double right, double bottom, double left) {
        region.setPadding(new Insets(top, right, bottom, left));
        return region;
    }

    public static <N extends Node> N style(N node, String... styles) {
        node.getStyleClass().addAll(styles);
        return node;
    }

    public static <N extends Node> N id(N node, String id) {
        node.setId(id);
        return node;
    }

    /** Shown or gone, its place with it. */
    public static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /** Does something whenever one of these changes. */
    public static void whenAny(Runnable then, ObservableValue<?>... values) {
        for (ObservableValue<?> value : values) {
            value.addListener((observable, before, now) -> then.run());
        }
    }

    public static Region space() {
        return grow(new Region());
    }

    public static Region rule() {
        return style(new Region(), "rule");
    }

    public static Region verticalRule(double height) {
        return size(style(new Region(), "vrule"), 0, height);
    }

    /** A switch of a few words, one of which is always chosen; its buttons carry their index as user data. */
    public static SegmentedButton segments(int selected, String... names) {
        SegmentedButton segments = new SegmentedButton();
        ToggleGroup group = new ToggleGroup();
        for (int index = 0; index < names.length; index++) {
            ToggleButton button = style(new ToggleButton(names[index]), "seg");
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setUserData(index);
            // ControlsFX lets them know of each other only when they are shown first.
            button.setToggleGroup(group);
            segments.getButtons().add(button);
        }
        segments.setToggleGroup(group);
        segments.getButtons().get(selected).setSelected(true);
        keepOneSelected(group);
        segments.setMinWidth(Region.USE_PREF_SIZE);
        return segments;
    }

    /** A click on the chosen button of a group does not leave the group without a choice. */
    public static void keepOneSelected(ToggleGroup group) {
        group.selectedToggleProperty().addListener((observable, before, now) -> {
            if (now == null && before != null) {
                before.setSelected(true);
            }
        });
    }

    /** A titled panel: 32-px head, hairline, no shadow. {@code right} (a note or a small switch) may be null. */
    public static VBox panel(String title, @Nullable Node right, Node content) {
        HBox head = style(row(8, text(title, "semi", "c12"), space()), "head");
        if (right != null) {
            head.getChildren().add(right);
        }
        return style(new VBox(head, grow(content)), "panel");
    }

    /** A sentence on tinted ground; {@code kind} is {@code warn}, {@code danger}, {@code ok} or {@code plain}. */
    public static HBox note(String kind, Node body) {
        String icon = switch (kind) {
            case "warn" -> "mdi2a-alert-outline";
            case "danger" -> "mdi2a-alert-octagon-outline";
            case "ok" -> "mdi2c-check-decagram-outline";
            default -> "mdi2i-information-outline";
        };
        HBox.setHgrow(body, Priority.ALWAYS);
        return style(new HBox(8, icon(icon, kind.equals("ok") ? "accent" : kind), body), "note", kind);
    }

    /** Label left, figure right in the monospaced face, its unit after it. */
    public static HBox fact(String name, Quantity quantity) {
        HBox fact = row(4, text(name, "c12", "muted"), space(), text(quantity.figure(), "c12", "mono"));
        if (!quantity.unit().isEmpty()) {
            fact.getChildren().add(text(quantity.unit(), "c12", "muted"));
        }
        fact.setMinHeight(24);
        return fact;
    }
}
