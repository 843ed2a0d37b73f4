package org.bytestill.objective.mined;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.objective.aligned.TokenPair;
import org.bytestill.text.CanonicalTokens;

/**
 * The teacher token that stands for a student token: the one of the same bytes, or else the canonical one of the least edit distance; of
 * equally near ones that with the longer common beginning, then with the lower id. Candidates are tried by growing difference of length, and
 * none whose set of bytes differs by more than the best distance.
 */
final class NearestTokens {
    private final CanonicalTokens teacher;
    /** Canonical teacher ids by the length of their bytes. */
    private final List<List<Candidate>> byLength = new ArrayList<>();

    private NearestTokens(CanonicalTokens teacher) {
        this.teacher = teacher;
        for (int id = 0; id < teacher.vocabulary().size(); id++) {
            if (teacher.isCanonical(id)) {
                byte[] bytes = teacher.vocabulary().bytesOf(id);
                while (byLength.size() <= bytes.length) {
                    byLength.add(new ArrayList<>());
                }
                byLength.get(bytes.length).add(new Candidate(id, bytes, signature(bytes)));
            }
        }
    }

    /** @param signature a bit for each byte that occurs, four bytes sharing one */
    private record Candidate(int id, byte[] bytes, long signature) {}

    private static long signature(byte[] bytes) {
        long signature = 0;
        for (byte value : bytes) {
            signature |= 1L << (value & 63);
        }
        return signature;
    }

    /** Every canonical student id and the teacher id that stands for it, by the student's id. */
    static TokenPair.Shared of(TokenPair pair) {
        NearestTokens nearest = new NearestTokens(pair.teacher());
        int[] students = IntStream.range(0, pair.student().vocabulary().size()).filter(pair.student()::isCanonical).toArray();
        long[] teachers = Arrays.stream(students).parallel().mapToLong(id -> nearest.to(pair.student().vocabulary().bytesOf(id))).toArray();
        return new TokenPair.Shared(Arrays.stream(students).asLongStream().toArray(), teachers);
    }

    /** The teacher id for the bytes. */
    int to(byte[] bytes) {
        int same = teacher.idOf(bytes);
        return same >= 0 ? same : new Search(bytes).nearest();
    }

    /** The search for one token. */
    private final class Search {
        private final byte[] bytes;
        private final EditDistance distance;
        private final long signature;
        private int best = Integer.MAX_VALUE;
        private int common;
        private int id = -1;

        Search(byte[] bytes) {
            this.bytes = bytes;
            this.distance = new EditDistance(bytes);
            this.signature = signature(bytes);
        }

        int nearest() {
            for (int difference = 0; difference <= Math.max(byLength.size(), bytes.length) && difference <= best; difference++) {
                tryLength(bytes.length - difference);
                if (difference > 0) {
                    tryLength(bytes.length + difference);
                }
            }
            return id;
        }

        private void tryLength(int length) {
            if (length > 0 && length < byLength.size()) {
                byLength.get(length).forEach(this::tryOne);
            }
        }

        private void tryOne(Candidate candidate) {
            // A byte that only one side has costs at least one edit.
            if (Math.max(Long.bitCount(signature & ~candidate.signature), Long.bitCount(candidate.signature & ~signature)) > best) {
                return;
            }
            int found = distance.to(candidate.bytes);
            int begin = found <= best ? commonBeginning(candidate.bytes) : 0;
            if (found < best || found == best && (begin > common || begin == common && candidate.id < id)) {
                best = found;
                common = begin;
                id = candidate.id;
            }
        }

        private int commonBeginning(byte[] other) {
            int at = Arrays.mismatch(bytes, other);
            return at < 0 ? bytes.length : at;
        }
    }
}
