package org.bytestill.objective.aligned;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.bytestill.objective.TeacherTokens;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/**
 * The term of an objective that compares teacher and student tokens: which units it is a sum over, and what its script
 * {@code aligned_term} is given for a piece of them.
 */
public interface AlignedTerm {
    /** The units of a document, in the order of the student's tokens: each supervised token is in one. */
    List<Unit> units(int number, AlignedDocument document);

    /** Constants of the pair, for the script. */
    List<Tensor> tables(Scope owner);

    /** What the script needs to know of a piece: rows, offsets. */
    List<Tensor> index(Scope owner, Piece piece);

    /** Numbers of the settings, for the script. */
    double[] options();

    /** Names of the sums that the script measures beside its terms. */
    default List<String> extras() {
        return List.of();
    }

    /** Whether no piece may hold units of two documents. */
    default boolean keepsDocumentsApart() {
        return false;
    }

    /** Reads of the teacher what the term needs before the first piece. */
    default void begin(Scope pass, TeacherTokens.Read teacher, AlignedBatch batch) {}

    /** The units of a term over groups; supervised tokens of other groups stand alone. */
    static List<Unit> ofGroups(int number, AlignedDocument document, Predicate<Group> counts) {
        List<Unit> units = new ArrayList<>();
        int next = 0;
        int[] tokens = document.tokens();
        for (Group group : document.groups()) {
            while (tokens[next] < group.studentBegin()) {
                units.add(Unit.alone(number, tokens[next++]));
            }
            if (counts.test(group)) {
                units.add(Unit.of(number, group));
                next += group.studentTokens();
            }
        }
        while (next < tokens.length) {
            units.add(Unit.alone(number, tokens[next++]));
        }
        return units;
    }
}
