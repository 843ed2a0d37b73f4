package org.bytestill.ui.dashboard;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.bytestill.run.RunEvent;

/**
 * A line of the list of events. What belongs to one evaluation (that it was the best, that it was saved) is one line.
 *
 * @param event what happened first, or alone
 * @param best  it was the best evaluation so far
 * @param saved a checkpoint was written with it
 */
record EventLine(RunEvent event, boolean best, boolean saved) {
    private static final EnumSet<
            RunEvent.Kind> MILESTONES = EnumSet.of(RunEvent.Kind.EVALUATED, RunEvent.Kind.BEST, RunEvent.Kind.CHECKPOINT);

    /** Lines of events, newest first; events come oldest first. */
    static List<EventLine> of(List<RunEvent> events) {
        List<EventLine> lines = new ArrayList<>();
        int index = events.size() - 1;
        while (index >= 0) {
            int first = index;
            while (first > 0 && belongs(events.get(first - 1), events.get(index))) {
                first--;
            }
            lines.add(line(events.subList(first, index + 1)));
            index = first - 1;
        }
        return lines;
    }

    private static boolean belongs(RunEvent earlier, RunEvent later) {
        return earlier.update() == later.update() && MILESTONES.contains(earlier.kind()) && MILESTONES.contains(later.kind());
    }

    private static EventLine line(List<RunEvent> group) {
        RunEvent first = group.get(0);
        boolean best = group.stream().anyMatch(event -> event.kind() == RunEvent.Kind.BEST);
        boolean saved = group.size() > 1 && group.stream().anyMatch(event -> event.kind() == RunEvent.Kind.CHECKPOINT);
        return new EventLine(first, best, saved);
    }
}
