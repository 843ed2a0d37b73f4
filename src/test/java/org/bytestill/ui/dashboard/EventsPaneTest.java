package org.bytestill.ui.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import org.bytestill.run.RunEvent;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.common.Theme;
import org.junit.jupiter.api.Test;

class EventsPaneTest {
    @Test
    void afterAMinuteOnlyTheAgesAreWrittenAnew() throws Exception {
        try (FxRoom room = new FxRoom()) {
            EventsPane pane = FxRoom.onFx(() -> new EventsPane(note -> {}, () -> {}));
            room.show(FxRoom.theme(Theme.Mode.LIGHT), () -> pane, 400, 200);
            Instant saved = Instant.parse("2026-01-02T10:00:00Z");
            List<EventLine> lines = EventLine.of(List.of(new RunEvent(RunEvent.Kind.CHECKPOINT, 40, saved, "Checkpoint saved"),
                    new RunEvent(RunEvent.Kind.BEST, 41, saved, "Best so far")));
            List<Node> before = shown(pane, lines, saved.plusSeconds(120));
            String textsBefore = texts(before);
            List<Node> after = shown(pane, lines, saved.plusSeconds(300));
            assertThat(after).hasSameSizeAs(before).containsExactlyElementsOf(before);
            assertThat(textsBefore).contains("2 min").doesNotContain("5 min");
            assertThat(texts(after)).contains("5 min").doesNotContain("2 min");
        }
    }

    private static List<Node> shown(EventsPane pane, List<EventLine> lines, Instant now) throws Exception {
        return FxRoom.onFx(() -> {
            pane.show(lines, "", now);
            return List.copyOf(pane.lookupAll(".label"));
        });
    }

    private static String texts(List<Node> labels) {
        List<String> texts = new ArrayList<>();
        labels.forEach(label -> texts.add(((Labeled) label).getText()));
        return String.join("|", texts);
    }
}
