package org.bytestill.ui.runs;

import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Sparkline;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The chosen run: its two headline curves, and the ways to look closer. */
final class ChosenPane extends VBox {
    private final Texts texts = Texts.of("runs");
    private final RunsViewModel model;
    private final Label title = Ui.value("", "semi", "c12");
    private final Label selected = Ui.text(texts.get("chosen.selected"), "c11", "faint");
    private final Label kl = Ui.text("", "mono-med");
    private final Label bits = Ui.text("", "mono-med");
    private final Sparkline klCurve;
    private final Sparkline bitsCurve;
    private final HBox curves;
    private final HBox buttons;
    private final Label hint = Ui.wrap(texts.get("chosen.hint"), "c12", "muted");

    /** @param more opens the menu of the selected runs below a node */
    ChosenPane(RunsViewModel model, Theme theme, RunsActions actions, Consumer<Node> more) {
        this.model = model;
        klCurve = new Sparkline(theme, ThemeColor.SERIES, 80, 28);
        bitsCurve = new Sparkline(theme, ThemeColor.SERIES, 80, 28);
        curves = Ui.row(8, Ui.text(texts.get("chosen.kl"), "c11", "muted"), curve(klCurve), kl, Ui.size(new Region(), 8, 1),
                Ui.text(texts.get("chosen.bits"), "c11", "muted"), curve(bitsCurve), bits);
        buttons = Ui.row(8, small("dashboard", () -> actions.dashboard(chosen().folder())),
                small("inspector", () -> actions.inspector(chosen().folder())),
                small("export", () -> actions.export(chosen().folder())), Ui.space(), more(more));
        HBox head = Ui.style(Ui.row(8, title, Ui.space(), selected), "head");
        Ui.style(this, "panel").getChildren().addAll(head, Ui.pad(Ui.column(8, curves, buttons, hint), 0, 12, 12, 12));
        model.chosenProperty().addListener(change -> update());
        update();
    }

    private Button more(Consumer<Node> open) {
        Button[] button = new Button[1];
        button[0] = Ui.iconButton("mdi2d-dots-horizontal", texts.get("menu.more"), () -> open.accept(button[0]), "small");
        return Ui.id(button[0], "run-more");
    }

    private ChosenRun chosen() {
        return model.chosenProperty().get();
    }

    private static Node curve(Sparkline curve) {
        curve.setMinWidth(24);
        return Ui.grow(curve);
    }

    private Button small(String key, Runnable action) {
        return Ui.button(texts.get(key), null, action, "small");
    }

    private void update() {
        ChosenRun run = chosen();
        boolean some = run != null;
        title.setText(some ? run.name() : texts.get("chosen.none"));
        Ui.show(selected, some);
        Ui.show(curves, some);
        Ui.show(buttons, some);
        Ui.show(hint, !some);
        if (some) {
            klCurve.setValues(run.klBits());
            bitsCurve.setValues(run.bitsPerByte());
            boolean noTeacher = run.klBits().length == 0 && run.bitsPerByte().length > 0;
            kl.setText(noTeacher ? texts.get("chosen.noTeacher") : Format.kl(ChosenRun.last(run.klBits())));
            Ui.show(klCurve, run.klBits().length > 0);
            bits.setText(Format.fixed(ChosenRun.last(run.bitsPerByte()), 3));
        }
    }
}
