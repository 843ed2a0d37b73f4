package org.bytestill.objective.aligned;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Some units of a batch whose rows are computed at once. */
public final class Piece {
    private final AlignedBatch batch;
    private final List<Unit> units;
    private final int begin;
    private final int end;
    private final Map<Long, Integer> teacherRows = new HashMap<>();
    private final long[] teacherPlaces;
    private final long[] teacherIds;

    /** @param begin its first row among the supervised tokens of the batch; {@code end} the one after its last */
    Piece(AlignedBatch batch, List<Unit> units, int begin, int end) {
        this.batch = batch;
        this.units = units;
        this.begin = begin;
        this.end = end;
        List<long[]> rows = new ArrayList<>();
        for (Unit unit : units) {
            for (int token = unit.teacherBegin(); token < unit.teacherEnd(); token++) {
                long place = batch.teacherPlace(unit.document(), token);
                if (teacherRows.putIfAbsent(place, rows.size()) == null) {
                    rows.add(new long[] {place, batch.teacherId(unit.document(), token)});
                }
            }
        }
        teacherPlaces = rows.stream().mapToLong(row -> row[0]).toArray();
        teacherIds = rows.stream().mapToLong(row -> row[1]).toArray();
    }

    public List<Unit> units() {
        return units;
    }

    public AlignedDocument document(Unit unit) {
        return batch.documents().get(unit.document());
    }

    int begin() {
        return begin;
    }

    int end() {
        return end;
    }

    /** The place in the teacher's batch of each teacher row. */
    long[] teacherPlaces() {
        return teacherPlaces;
    }

    /** The token that follows at each teacher row. */
    public long[] teacherIds() {
        return teacherIds;
    }

    /** The number of the row, among those of the piece, that predicts a teacher token. */
    public int teacherRow(int document, int token) {
        return teacherRows.get(batch.teacherPlace(document, token));
    }
}
