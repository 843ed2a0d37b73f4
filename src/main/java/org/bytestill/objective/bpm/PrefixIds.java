package org.bytestill.objective.bpm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytestill.objective.aligned.TokenPair;
import org.bytestill.text.CanonicalTokens;
import org.bytestill.text.TokenTrie;
import org.bytestill.text.Vocabulary;

/**
 * The student id that takes the mass of a teacher id: the longest canonical student token that the teacher token's bytes start with; inside
 * a teacher token the bytes after those that are known, cut to the ones that remain of it.
 */
final class PrefixIds {
    /** Ids of kept tables, 32 MiB. */
    private static final int KEPT_IDS = 4 << 20;

    private final CanonicalTokens student;
    private final Vocabulary teacher;
    private final TokenTrie trie;
    private final int teacherRows;
    private final long none;
    private final Map<Long, long[]> kept = new LinkedHashMap<>(64, 0.75f, true);
    private int keptIds;

    PrefixIds(TokenPair pair) {
        this.student = pair.student();
        this.teacher = pair.teacher().vocabulary();
        this.trie = pair.teacher().trie();
        this.teacherRows = pair.teacherRows();
        this.none = pair.studentRows();
    }

    /** For each row of the teacher the student id; those of ends go to the student's end, and what has none to {@code none}. */
    long[] ofWholeTokens() {
        long end = student.vocabulary().end() < 0 ? none : student.vocabulary().end();
        return IntStream.range(0, teacherRows)
                .mapToLong(id -> teacher.endsSequence(id) ? end : of(teacher.bytesOf(id), 0, Integer.MAX_VALUE)).toArray();
    }

    /** The student id of the bytes from {@code known} on, of at most {@code reach}; {@code none} if there is none. */
    long of(byte[] bytes, int known, int reach) {
        int end = (int) Math.min(bytes.length, (long) known + reach);
        int id = student.longestPrefix(bytes, known, end);
        return id < 0 ? none : id;
    }

    /**
     * The student ids of all teacher tokens below a node of the teacher's trie, in byte-lexicographic order.
     *
     * @param known bytes that lead to the node
     * @param reach bytes that remain of the teacher's token in the text
     */
    long[] below(int node, int known, int reach) {
        long key = (long) node << 32 | reach;
        long[] ids = kept.get(key);
        if (ids == null) {
            ids = IntStream.range(trie.low(node), trie.high(node)).mapToLong(at -> of(teacher.bytesOf(trie.tokenAt(at)), known, reach))
                    .toArray();
            keep(key, ids);
        }
        return ids;
    }

    private void keep(long key, long[] ids) {
        kept.put(key, ids);
        keptIds += ids.length;
        var oldest = kept.entrySet().iterator();
        while (keptIds > KEPT_IDS && oldest.hasNext()) {
            keptIds -= oldest.next().getValue().length;
            oldest.remove();
        }
    }
}
