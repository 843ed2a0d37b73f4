package org.bytestill.objective.aligned;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytestill.text.CanonicalTokens;
import org.bytestill.text.Vocabulary;

/**
 * The vocabularies of a teacher and a student, and the byte strings they share (method.md 3.6).
 *
 * @param studentRows ids of the student's distributions, padding included
 * @param teacherRows ids of the teacher's
 */
public record TokenPair(CanonicalTokens student, CanonicalTokens teacher, int studentRows, int teacherRows) {

    /** Whether the vocabularies have at least one byte string in common. */
    public static boolean share(Vocabulary student, Vocabulary teacher) {
        Set<ByteBuffer> known = new HashSet<>();
        IntStream.range(0, teacher.size()).forEach(id -> known.add(ByteBuffer.wrap(teacher.bytesOf(id))));
        return IntStream.range(0, student.size()).mapToObj(student::bytesOf).anyMatch(
                bytes -> bytes.length > 0 && known.contains(ByteBuffer.wrap(bytes)));
    }

    /** Whether both have an id that is written after a document. */
    public boolean hasEnds() {
        return student.vocabulary().end() >= 0 && teacher.vocabulary().end() >= 0;
    }

    /** The shared vocabulary; the pair of the ends follows, last, if both have one. */
    public Shared shared() {
        return sharedTokens().withEnds(this);
    }

    /** The canonical ids of the byte strings both have, by the student's id. */
    public Shared sharedTokens() {
        int[] students = IntStream.range(0, student.vocabulary().size())
                .filter(id -> student.isCanonical(id) && teacher.idOf(student.vocabulary().bytesOf(id)) >= 0).toArray();
        long[] teachers = Arrays.stream(students).mapToLong(id -> teacher.idOf(student.vocabulary().bytesOf(id))).toArray();
        return new Shared(Arrays.stream(students).asLongStream().toArray(), teachers);
    }

    /** 1 at the teacher's ids of the shared vocabulary without the end, else 0 (teacher's rows). */
    float[] sharedFlags() {
        float[] flags = new float[teacherRows];
        Arrays.stream(sharedTokens().teacher()).forEach(id -> flags[(int) id] = 1);
        return flags;
    }

    /** Ids of student and teacher that stand for each other, pair by pair. */
    public record Shared(long[] student, long[] teacher) {
        /** With the pair of the ends, last, if both have one. */
        public Shared withEnds(TokenPair pair) {
            return pair.hasEnds() ? new Shared(and(student, pair.student.vocabulary().end()), and(teacher, pair.teacher.vocabulary().end()))
                    : this;
        }

        private static long[] and(long[] ids, int end) {
            return LongStream.concat(Arrays.stream(ids), LongStream.of(end)).toArray();
        }
    }
}
