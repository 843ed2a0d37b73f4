package org.bytestill.ui.dashboard;

import java.util.Arrays;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Quantity;
import org.bytestill.ui.common.Sparkline;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;
import org.kordamp.ikonli.javafx.FontIcon;

/** One of the two headline figures: its last value, what it was before, its course, and beside it a second figure. */
final class HeadlinePanel extends VBox {
    private static final String UP = "mdi2a-arrow-up-thin";
    private static final String DOWN = "mdi2a-arrow-down-thin";

    private final Texts texts = Texts.of("dashboard");
    private final String title;
    private final Label at = Ui.value("", "c11", "faint");
    private final Label value = Ui.text("", "mono-semi", "c28");
    private final Label unit;
    private final Label second = Ui.text("", "mono-med", "c20");
    private final Label secondUnit = Ui.text("", "c12", "muted");
    private final VBox secondWords;
    private final Sparkline trend;
    private final FontIcon arrow = Ui.icon(DOWN, "accent");
    private final Label change = Ui.text("", "c11", "muted");
    private final Label head = Ui.value("", "c11", "muted");
    private final HBox secondGroup;

    HeadlinePanel(Theme theme, String title, String what, String unitText, String secondWhat) {
        this.title = title;
        unit = Ui.text(unitText, "c12", "muted");
        trend = Ui.size(new Sparkline(theme, ThemeColor.ACCENT, 96, 36), 96, 36);
        trend.setMinWidth(24);
        secondWords = Ui.column(0, Ui.text(secondWhat, "c11", "muted"), secondUnit);
        secondGroup = Ui.row(8, second, secondWords);
        HBox numbers = Ui.row(24, Ui.row(8, value, Ui.column(0, Ui.text(what, "c11", "muted"), unit)), secondGroup, Ui.space(), trend);
        HBox top = Ui.row(8, Ui.text(title, "semi", "c12"), Ui.space(), at);
        HBox foot = Ui.row(4, arrow, change, Ui.space(), head);
        Ui.style(this, "panel").getChildren().add(Ui.pad(Ui.column(2, top, numbers, foot), 8, 12, 8, 12));
        Ui.size(this, 0, 96);
        setFocusTraversable(true);
    }

    /**
     * @param secondFigure the figure beside, with its unit
     * @param headText     what the byte head says; empty without
     * @param waiting      said in place of a change while there is none
     */
    void show(Headline headline, Quantity secondFigure, String headText, String atText, String waiting) {
        at.setText(atText);
        value.setText(Format.fixed(headline.value(), 3));
        second.setText(secondFigure.figure());
        secondUnit.setText(secondFigure.unit());
        Ui.show(secondGroup, !secondFigure.figure().isEmpty());
        head.setText(headText);
        trend.setVisible(Arrays.stream(headline.trend()).filter(Double::isFinite).count() > 1);
        trend.setValues(headline.trend());
        boolean changed = Double.isFinite(headline.change());
        Ui.show(arrow, changed && headline.change() != 0);
        if (changed) {
            // JavaFX works out all styles below a node anew when its classes change, even if they change back.
            String icon = headline.change() < 0 ? DOWN : UP;
            if (!icon.equals(arrow.getIconLiteral())) {
                arrow.setIconLiteral(icon);
            }
            String color = headline.change() < 0 ? "accent" : "warn";
            if (!arrow.getStyleClass().contains(color)) {
                arrow.getStyleClass().removeAll("accent", "warn");
                arrow.getStyleClass().add(color);
            }
            change.setText(texts.get("changed", Format.signed(headline.change(), 3), Format.count(headline.changeSpan())));
        } else {
            change.setText(waiting);
        }
        setAccessibleText(texts.get("spoken.headline", title, value.getText() + " " + unit.getText() + ". " + change.getText()));
    }
}
