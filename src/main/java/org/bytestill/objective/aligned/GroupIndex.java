package org.bytestill.objective.aligned;

import java.util.Arrays;
import java.util.List;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/**
 * The groups of a piece as the scripts of terms over groups take them, int64: first row and number of rows of each, of the student and of
 * the teacher; then for each student row of a group its number in the piece and its group, for each teacher row its group; whether the
 * group's document is complete, so that the pair of the ends takes part; the token after each teacher row.
 */
public final class GroupIndex {
    private GroupIndex() {}

    public static List<Tensor> of(Scope owner, Piece piece) {
        LongList[] parts = new LongList[9];
        Arrays.setAll(parts, i -> new LongList());
        int row = 0;
        int group = 0;
        for (Unit unit : piece.units()) {
            if (unit.counts()) {
                int teacherRow = piece.teacherRow(unit.document(), unit.teacherBegin());
                parts[0].add(row);
                parts[1].add(unit.studentTokens());
                parts[2].add(teacherRow);
                parts[3].add(unit.teacherEnd() - unit.teacherBegin());
                for (int i = 0; i < unit.studentTokens(); i++) {
                    parts[4].add(row + i);
                    parts[5].add(group);
                }
                for (int i = unit.teacherBegin(); i < unit.teacherEnd(); i++) {
                    parts[6].add(group);
                }
                parts[7].add(piece.document(unit).isComplete() ? 1 : 0);
                group++;
            }
            row += unit.studentTokens();
        }
        parts[8].addAll(piece.teacherIds());
        return Arrays.stream(parts).map(part -> part.tensor(owner)).toList();
    }
}
