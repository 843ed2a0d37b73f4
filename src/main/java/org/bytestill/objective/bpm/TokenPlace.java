package org.bytestill.objective.bpm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.aligned.AlignedDocument;
import org.bytestill.text.CanonicalTokens;
import org.bytestill.text.TokenTrie;

/**
 * Where a student token begins in the teacher's tokens: in teacher token {@code teacher}, of whose bytes {@code known} are before it. The
 * end of the document is a place at the beginning of the teacher's end.
 *
 * @param offset   of the student token, bytes
 * @param end      of the teacher token, bytes
 * @param crossing student tokens that agree with the text and reach beyond the teacher token, by their length
 */
record TokenPlace(int offset, int teacher, int known, int end, List<Crossing> crossing) {
    /** A student token that is the text from the place on to before {@code end}, beyond the teacher token. */
    record Crossing(int id, int end) {}

    /** @param crosses whether crossing tokens are looked for */
    static TokenPlace of(AlignedDocument document, int token, CanonicalTokens students, boolean crosses) {
        TokenizedDocument student = document.student();
        int[] teacher = document.teacher().starts();
        if (student.isEndOfText(token)) {
            return new TokenPlace(student.size(), document.teacher().tokens() - 1, 0, student.size(), List.of());
        }
        int offset = student.starts()[token];
        int found = Arrays.binarySearch(teacher, offset);
        int at = found >= 0 ? found : -found - 2;
        int end = teacher[at + 1];
        return new TokenPlace(offset, at, offset - teacher[at], end,
                crosses ? crossing(student.bytes(), offset, end, students) : List.of());
    }

    private static List<Crossing> crossing(byte[] text, int offset, int end, CanonicalTokens students) {
        List<Crossing> crossing = new ArrayList<>();
        int node = TokenTrie.ROOT;
        for (int at = offset; at < text.length; at++) {
            node = students.trie().child(node, text[at]);
            if (node == TokenTrie.NONE) {
                break;
            }
            int id = at >= end ? students.at(node) : -1;
            if (id >= 0) {
                crossing.add(new Crossing(id, at + 1));
            }
        }
        return crossing;
    }

    /** The teacher token that holds the last byte of the longest crossing token, or its own. */
    int lastTeacher(int[] teacherStarts) {
        int last = teacher;
        int reach = crossing.isEmpty() ? end : crossing.get(crossing.size() - 1).end();
        while (last + 1 < teacherStarts.length && teacherStarts[last + 1] < reach) {
            last++;
        }
        return last;
    }
}
