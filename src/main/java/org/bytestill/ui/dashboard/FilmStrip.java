package org.bytestill.ui.dashboard;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.run.ProbeLog;
import org.bytestill.run.ProbeRecord;

/** Which evaluations a film strip shows, and where a continuation leaves the teacher's. */
final class FilmStrip {
    private FilmStrip() {}

    /** At most so many evaluations: the first, the newest, and between them some at equal distances. */
    static List<ProbeRecord> columns(ProbeLog log, int most) {
        List<ProbeRecord> all = log.records();
        if (all.size() <= most) {
            return all;
        }
        List<ProbeRecord> columns = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            columns.add(all.get(most == 1 ? all.size() - 1 : (int) Math.round((double) i * (all.size() - 1) / (most - 1))));
        }
        return columns;
    }

    /** The first byte at which a text differs from another; its length if it is the other, or begins it. */
    static int leaves(byte[] text, byte[] other) {
        int at = 0;
        while (at < text.length && at < other.length && text[at] == other[at]) {
            at++;
        }
        return at < other.length ? at : text.length;
    }
}
