package org.bytestill.ui.dashboard;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.bytestill.run.RunEvent;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.chart.EventMark;
import org.bytestill.util.LoggedSentence;
import org.bytestill.util.Texts;

/**
 * The marks in the lane below the charts. Evaluations are diamonds on the curve already, and the start at 0 is not marked. Only the newest
 * best is marked, and a pause stands for its end too.
 */
final class Marks {
    private static final Texts TEXTS = Texts.of("dashboard");
    private static final EnumSet<RunEvent.Kind> UNMARKED = EnumSet.of(RunEvent.Kind.EVALUATED, RunEvent.Kind.STARTED,
            RunEvent.Kind.CONVERTED);

    private Marks() {}

    /** Of events in their order. */
    static List<EventMark> of(List<RunEvent> events) {
        List<EventMark> marks = new ArrayList<>();
        int best = events.stream().filter(event -> event.kind() == RunEvent.Kind.BEST).mapToInt(RunEvent::update).max().orElse(-1);
        RunEvent before = null;
        for (RunEvent event : events) {
            boolean olderBest = event.kind() == RunEvent.Kind.BEST && event.update() != best;
            boolean endOfPause = event.kind() == RunEvent.Kind.RESUMED && before != null && before.kind() == RunEvent.Kind.PAUSED
                    && before.update() == event.update();
            before = event;
            if (!UNMARKED.contains(event.kind()) && !olderBest && !endOfPause) {
                boolean line = event.kind() == RunEvent.Kind.STEP && event.update() > 0;
                String text = TEXTS.get("event.at", Format.count(event.update()), LoggedSentence.shown(event.message()));
                marks.add(new EventMark(event.update(), event.kind(), text, line ? TEXTS.get("step2") : ""));
            }
        }
        return marks;
    }
}
