package org.bytestill.ui.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.run.RunEvent;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.LoggedSentence;
import org.bytestill.util.Texts;

/** The alerts of a run that nobody has put away, newest first: each with what can be done about it. Takes no room without one. */
final class AlertsPane extends VBox {
    /** More at once would push the charts away; the events list has them all. */
    private static final int MOST = 2;

    private final Texts texts = Texts.of("dashboard");
    private final BiConsumer<RunEvent, AlertAction> acts;
    private final Consumer<RunEvent> putAway;
    private List<RunEvent> shown = List.of();

    /** @param acts does an action about an alert; {@code putAway} hides it */
    AlertsPane(BiConsumer<RunEvent, AlertAction> acts, Consumer<RunEvent> putAway) {
        super(4);
        this.acts = acts;
        this.putAway = putAway;
        setId("alerts");
        Ui.show(this, false);
    }

    void show(List<RunEvent> newestFirst) {
        if (newestFirst.equals(shown)) {
            return;
        }
        shown = newestFirst;
        List<Node> notes = new ArrayList<>();
        newestFirst.stream().limit(MOST).forEach(alert -> notes.add(note(alert)));
        if (newestFirst.size() > MOST) {
            notes.add(Ui.wrap(texts.get("alert.more", newestFirst.size() - MOST), "c11", "muted"));
        }
        getChildren().setAll(notes);
        Ui.show(this, !notes.isEmpty());
    }

    private Node note(RunEvent alert) {
        HBox links = Ui.row(12);
        for (AlertAction action : AlertAction.of(alert.alert())) {
            links.getChildren().add(Ui.id(Ui.link(texts.get(action.key()), () -> acts.accept(alert, action), "c12"),
                    alert.alert() + "-" + action.name().toLowerCase(Locale.ROOT)));
        }
        Node words = Ui.grow(Ui.column(2,
                Ui.wrap(texts.get("alert.at", Format.count(alert.update()), LoggedSentence.shown(alert.message())), "c12"), links));
        Button close = Ui.iconButton("mdi2c-close", texts.get("alert.putAway"), () -> putAway.accept(alert), "small");
        HBox row = Ui.row(8, words, close);
        row.setAlignment(Pos.TOP_LEFT);
        return Ui.note("warn", row);
    }
}
