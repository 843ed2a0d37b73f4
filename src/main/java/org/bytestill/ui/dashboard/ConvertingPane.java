package org.bytestill.ui.dashboard;

import java.util.Arrays;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.run.Conversion;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** Stands in place of the charts while the teacher reads: how fast and how well it goes, and the text it has come to. */
final class ConvertingPane extends VBox {
    private static final double FIGURE_WIDTH = 104;

    private final Texts texts = Texts.of("dashboard");
    private final Label now = Ui.wrap("", "med");
    private final Label next = Ui.wrap("", "c12", "muted");
    private final Label left = Ui.wrap("", "c12", "muted");
    private final Label speed = Ui.text("", "mono-med", "c20");
    private final Label speedUnit = Ui.text("", "c12", "muted");
    private final Label rows = Ui.text("", "mono-med", "c20");
    private final Label residual = Ui.text("", "mono-med", "c20");
    private final Label dropped = Ui.text("", "mono-med", "c20");
    private final Label healed = Ui.text("", "mono-med", "c20");
    private final Label measured = Ui.value("", "c11", "faint");
    private final ByteTextPicture text;
    private Conversion shown = Conversion.NONE;

    ConvertingPane(Theme theme) {
        super(8);
        setId("converting");
        text = new ByteTextPicture(theme, texts.get("converting.text.spoken"));
        HBox figures = Ui.row(16, figure(texts.get("converting.speed"), speed, speedUnit),
                figure(texts.get("converting.rows"), rows, Ui.text(texts.get("converting.rows.unit"), "c12", "muted")),
                figure(texts.get("converting.residual"), residual, percent()),
                figure(texts.get("converting.dropped"), dropped, percent()),
                figure(texts.get("converting.healed"), healed, Ui.text(texts.get("converting.healed.unit"), "c12", "muted")));
        VBox words = Ui.column(2, now, next, left);
        VBox top = Ui.panel(texts.get("converting.title"), measured, Ui.pad(Ui.column(12, words, figures), 8, 12, 12, 12));
        VBox below = Ui.panel(texts.get("converting.text"), Ui.value(texts.get("converting.text.note"), "c11", "faint"), text);
        getChildren().addAll(top, Ui.grow(below));
        setFocusTraversable(true);
    }

    private Label percent() {
        return Ui.text(texts.get("percent"), "c12", "muted");
    }

    private static VBox figure(String name, Label value, Label unit) {
        VBox figure = Ui.column(0, Ui.value(name, "c11", "muted"), Ui.row(4, value, unit));
        figure.setMinWidth(FIGURE_WIDTH);
        return figure;
    }

    void show(RunProgress progress, Conversion conversion) {
        ConvertingFacts facts = ConvertingFacts.of(progress, conversion);
        now.setText(facts.now());
        next.setText(facts.next());
        left.setText(facts.left());
        Ui.show(left, !facts.left().isEmpty());
        speed.setText(facts.speed().figure());
        speedUnit.setText(facts.speed().unit());
        rows.setText(facts.rows());
        residual.setText(facts.residual());
        dropped.setText(facts.dropped());
        healed.setText(facts.healed());
        measured.setText(facts.measured());
        setAccessibleText(facts.spoken());
        if (!Arrays.equals(conversion.text(), shown.text()) || !Arrays.equals(conversion.probabilities(), shown.probabilities())) {
            text.show(conversion.text(), conversion.probabilities());
        }
        shown = conversion;
    }
}
