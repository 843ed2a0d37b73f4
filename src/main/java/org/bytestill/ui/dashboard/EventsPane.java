package org.bytestill.ui.dashboard;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.bytestill.distill.RunEvent;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Texts;
import org.bytestill.ui.common.Ui;

/** What happened, newest first: icon, update, sentence, how long ago. */
final class EventsPane extends VBox {
    private static final double LINE = 32;

    private final Texts texts = Texts.of("dashboard");
    private final ListView<EventLine> list = new ListView<>();
    private final Label count = Ui.text("", "c11", "faint");
    private List<EventLine> shown = List.of();
    private long shownMinute;

    EventsPane() {
        list.setId("events");
        list.setPlaceholder(Ui.text(texts.get("events.none"), "c12", "muted"));
        list.setCellFactory(made -> new EventCell());
        HBox head = Ui.style(Ui.row(8, Ui.text(texts.get("events.title"), "semi", "c12"), Ui.space(), count), "head");
        Ui.style(this, "panel").getChildren().addAll(head, Ui.grow(list));
        getStyleClass().add("events");
    }

    void show(List<EventLine> newestFirst, Instant now) {
        long minute = now.getEpochSecond() / 60;
        if (newestFirst.equals(shown)) {
            if (minute != shownMinute) {
                shownMinute = minute;
                list.refresh();
            }
            return;
        }
        shown = newestFirst;
        shownMinute = minute;
        list.getItems().setAll(newestFirst);
        count.setText(Format.count(newestFirst.size()));
    }

    private final class EventCell extends ListCell<EventLine> {
        @Override
        protected void updateItem(EventLine event, boolean empty) {
            super.updateItem(event, empty);
            setGraphic(empty || event == null ? null : line(event));
        }

        private HBox line(EventLine line) {
            RunEvent event = line.event();
            Label update = Ui.size(Ui.text(Format.count(event.update()), "mono", "c11", "muted"), 44, -1);
            update.setAlignment(Pos.CENTER_RIGHT);
            Label message = Ui.wrap(event.message(), "c12");
            message.setPrefWidth(1);
            HBox.setHgrow(message, Priority.ALWAYS);
            message.setMaxWidth(Double.MAX_VALUE);
            RunEvent.Kind kind = line.best() ? RunEvent.Kind.BEST : event.kind();
            HBox row = Ui.row(8, Ui.icon(icon(kind), color(kind)), update, message);
            if (line.best()) {
                row.getChildren().add(Ui.style(Ui.text(texts.get("checkpoints.best")), "badge", "preset"));
            }
            if (line.saved()) {
                row.getChildren().add(Ui.style(Ui.text(texts.get("events.saved")), "badge"));
            }
            row.getChildren().add(Ui.text(Format.ago(event.at(), Instant.now(), ZoneId.systemDefault()), "c11", "faint"));
            row.setMinHeight(LINE);
            return Ui.pad(row, 4, 0, 4, 0);
        }

        private String icon(RunEvent.Kind kind) {
            return switch (kind) {
                case STARTED, RESUMED -> "mdi2p-play-outline";
                case CONVERTED -> "mdi2s-swap-horizontal";
                case STEP -> "mdi2f-flag-outline";
                case EVALUATED -> "mdi2c-chart-line-variant";
                case BEST -> "mdi2d-diamond-outline";
                case CHECKPOINT -> "mdi2c-content-save-outline";
                case PAUSED -> "mdi2p-pause";
                case STOPPED -> "mdi2s-stop";
                case INTERRUPTED, WARNING -> "mdi2a-alert-outline";
                case FAILED -> "mdi2a-alert-octagon-outline";
                case DONE -> "mdi2c-check";
            };
        }

        private String color(RunEvent.Kind kind) {
            return switch (kind) {
                case BEST, DONE -> "accent";
                case INTERRUPTED, WARNING -> "warn";
                case FAILED -> "danger";
                default -> "muted";
            };
        }
    }
}
