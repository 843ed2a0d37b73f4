package org.bytestill.objective.aligned;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.BatchBuilder;

/**
 * A document in the tokens of student and teacher, aligned by byte offset (method.md 3.6): the finest common partition of the text into
 * groups of whole tokens of both. Characters play no role.
 *
 * @param student       the student's tokens; its supervision counts
 * @param teacher       the teacher's tokens of the same text
 * @param tokens        the student's supervised tokens that have a context, the end among them
 * @param groups        the supervised groups all of whose tokens have a context
 * @param teacherTokens number of the teacher's supervised tokens that have a context
 * @param reading       what the teacher reads of which the document's tokens are a part
 */
public record AlignedDocument(TokenizedDocument student, TokenizedDocument teacher, int[] tokens, List<Group> groups, int teacherTokens,
        Reading reading) {

    /**
     * A sequence that the teacher reads.
     *
     * @param whole its tokens; the document's own teacher tokens unless something is before them
     * @param first number of the first of the document's tokens among them
     * @param span  number of the supervised span that the document is
     */
    record Reading(TokenizedDocument whole, int first, int span) {}

    /** Of a text that is all the teacher reads. */
    static AlignedDocument of(TokenizedDocument student, BatchBuilder students, TokenizedDocument teacher, BatchBuilder teachers) {
        return of(student, students, teacher, teachers, new Reading(teacher, 0, 0));
    }

    static AlignedDocument of(TokenizedDocument student, BatchBuilder students, TokenizedDocument teacher, BatchBuilder teachers,
            Reading reading) {
        List<Group> groups = new ArrayList<>();
        for (Group group : partition(student.starts(), teacher.starts())) {
            boolean supervised = group.begin() == group.end() ? student.isSupervised(group.studentBegin())
                    : student.isSupervised(group.begin(), group.end());
            if (supervised && !isSpecial(student, group) && group.studentBegin() >= students.firstWithContext(student)
                    && group.teacherBegin() >= teachers.firstWithContext(teacher)) {
                groups.add(group);
            }
        }
        return new AlignedDocument(student, teacher, students.supervised(student), groups, teachers.supervisedTokens(teacher),
                reading);
    }

    /** A special token that stands in a text has no bytes to be compared by. */
    private static boolean isSpecial(TokenizedDocument student, Group group) {
        int special = student.special().nextSetBit(group.studentBegin());
        return special >= 0 && special < group.studentEnd() && !student.isEndOfText(special);
    }

    /**
     * The groups between the offsets at which tokens of both sides end; ends of the sequence, which have no bytes, are one.
     *
     * @param student offsets of the student's tokens, then the size of the text
     * @param teacher the teacher's
     */
    static List<Group> partition(int[] student, int[] teacher) {
        List<Group> groups = new ArrayList<>();
        int s0 = 0;
        int t0 = 0;
        for (int s = 1; s < student.length; s++) {
            int t = t0 + 1;
            while (t < teacher.length && teacher[t] < student[s]) {
                t++;
            }
            if (t < teacher.length && teacher[t] == student[s]) {
                groups.add(new Group(student[s0], student[s], s0, s, t0, t));
                s0 = s;
                t0 = t;
            }
        }
        return groups;
    }

    /** Whether the text ends where the document does, so that the ends of both sides may follow any token. */
    public boolean isComplete() {
        return student.isEnded();
    }

    /** Number of one-to-one groups. */
    public int oneToOne() {
        return (int) groups.stream().filter(Group::isOneToOne).count();
    }

    /** Supervised bytes in no counted group: lost at the edges of the supervised ranges, or without a context. */
    public int lostBytes() {
        return student.document().supervision().bytes() - groups.stream().mapToInt(group -> group.end() - group.begin()).sum();
    }
}
