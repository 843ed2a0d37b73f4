package org.bytestill.ui.dashboard;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.bytestill.run.RunEvent;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.LoggedSentence;
import org.bytestill.util.Texts;
import org.kordamp.ikonli.javafx.FontIcon;

/** What happened, newest first: icon, update, sentence, how long ago. */
final class EventsPane extends VBox {
    private static final double LINE = 32;
    /** A long run has thousands; the newest are what one looks for, events.jsonl holds all. */
    private static final int MOST_LINES = 200;

    private final Texts texts = Texts.of("dashboard");
    private final VBox rows = Ui.column(0);
    private final Consumer<RunEvent> edit;
    private final Label tags = Ui.value("", "c11", "muted");
    private final Label count = Ui.text("", "c11", "faint");
    private List<EventLine> shown;
    /** Labels that say how long ago something was, each with its time. */
    private final Map<Label, Instant> ages = new HashMap<>();
    private long shownMinute;

    /** @param edit takes a note that shall be changed; {@code add} begins a new one */
    EventsPane(Consumer<RunEvent> edit, Runnable add) {
        this.edit = edit;
        setId("events");
        ScrollPane scroll = new ScrollPane(Ui.pad(rows, 0, 12, 8, 12));
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        tags.setMaxWidth(Double.MAX_VALUE);
        HBox head = Ui.style(Ui.row(8, Ui.text(texts.get("events.title"), "semi", "c12"), Ui.grow(tags), count,
                Ui.id(Ui.iconButton("mdi2n-note-plus-outline", texts.get("note.add"), add, "small"), "add-note")), "head");
        Ui.style(this, "panel").getChildren().addAll(head, Ui.grow(scroll));
    }

    /** @param words the run's tags; empty without */
    void show(List<EventLine> newestFirst, String words, Instant now) {
        tags.setText(words.isEmpty() ? "" : texts.get("note.tagged", words));
        long minute = now.getEpochSecond() / 60;
        if (newestFirst.equals(shown)) {
            if (minute != shownMinute) {
                shownMinute = minute;
                ages.forEach((age, at) -> age.setText(Format.ago(at, now, ZoneId.systemDefault())));
            }
            return;
        }
        ages.clear();
        shown = newestFirst;
        shownMinute = minute;
        if (newestFirst.isEmpty()) {
            rows.getChildren().setAll(Ui.wrap(texts.get("events.none"), "c12", "muted"));
        } else {
            rows.getChildren().setAll(newestFirst.stream().limit(MOST_LINES).map(line -> row(line, now)).toList());
        }
        count.setText(newestFirst.isEmpty() ? "" : texts.get("events.count", newestFirst.size()));
    }

    private HBox row(EventLine line, Instant now) {
        RunEvent event = line.event();
        RunEvent.Kind kind = line.best() ? RunEvent.Kind.BEST : event.kind();
        Label update = Ui.size(Ui.text(Format.count(event.update()), "mono", "c11", "muted"), 44, -1);
        update.setAlignment(Pos.CENTER_RIGHT);
        Label message = Ui.wrap(LoggedSentence.shown(event.message()), "c12");
        message.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(message, Priority.ALWAYS);
        FontIcon icon = Ui.icon(icon(kind), color(kind));
        if (line.best()) {
            Tooltip.install(icon, Ui.tooltip(texts.get("events.best")));
        }
        HBox row = Ui.row(8, icon, update, message);
        if (line.saved()) {
            FontIcon saved = Ui.icon(icon(RunEvent.Kind.CHECKPOINT), "faint");
            Tooltip.install(saved, Ui.tooltip(texts.get("events.saved")));
            row.getChildren().add(saved);
        }
        Label age = Ui.text(Format.ago(event.at(), now, ZoneId.systemDefault()), "c11", "faint");
        ages.put(age, event.at());
        row.getChildren().add(age);
        if (kind == RunEvent.Kind.NOTE) {
            row.getChildren().add(Ui.iconButton("mdi2p-pencil-outline", texts.get("note.edit"), () -> edit.accept(event), "small"));
        }
        row.setMinHeight(LINE);
        return Ui.pad(row, 2, 0, 2, 0);
    }

    private static String icon(RunEvent.Kind kind) {
        return switch (kind) {
            case STARTED, RESUMED -> "mdi2p-play-outline";
            case CONVERTED -> "mdi2s-swap-horizontal";
            case STEP -> "mdi2f-flag-outline";
            case EVALUATED -> "mdi2c-chart-line-variant";
            case BEST -> "mdi2d-diamond-outline";
            case CHECKPOINT -> "mdi2c-content-save-outline";
            case PAUSED -> "mdi2p-pause";
            case CHANGED -> "mdi2t-tune";
            case NOTE -> "mdi2n-note-text-outline";
            case STOPPED -> "mdi2s-stop";
            case INTERRUPTED, WARNING -> "mdi2a-alert-outline";
            case FAILED -> "mdi2a-alert-octagon-outline";
            case DONE -> "mdi2c-check";
        };
    }

    private static String color(RunEvent.Kind kind) {
        return switch (kind) {
            case BEST, DONE -> "accent";
            case INTERRUPTED, WARNING -> "warn";
            case FAILED -> "danger";
            default -> "muted";
        };
    }
}
