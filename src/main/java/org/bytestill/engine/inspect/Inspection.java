package org.bytestill.engine.inspect;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Divergence;
import org.bytestill.engine.reading.TokenSpan;

/**
 * The comparison of two models at every byte of one text. Immutable; views draw it and compute no probabilities.
 *
 * @param text          the inspected text
 * @param teacherTokens the teacher's canonical tokens, tiling the text
 * @param studentTokens the student's canonical tokens, tiling the text
 * @param teacher       the teacher's next-byte distributions
 * @param student       the student's next-byte distributions
 * @param comparison    divergences at each byte, one entry per byte
 * @param studentUpdate the update of the student's checkpoint, or -1 for a model that is no checkpoint
 * @param seconds       time of the computation
 * @param teacherFlow   source of the teacher's token flows
 * @param studentFlow   source of the student's token flows
 */
public record Inspection(byte[] text, List<TokenSpan> teacherTokens, List<TokenSpan> studentTokens, ByteRows teacher, ByteRows student,
        List<ByteComparison> comparison, int studentUpdate, double seconds,
        FlowSource teacherFlow, FlowSource studentFlow) {

    /**
     * Comparison of two next-byte distributions; quantities of information are in bits.
     *
     * @param teacherSurprisalBits minus log2 of the teacher's probability of the actual byte, infinite if that is 0
     * @param klBits               KL(teacher || student), without bytes that the student has no token for ({@link Divergence#modelKlBits})
     * @param reverseKlBits        KL(student || teacher)
     * @param jsdBits              Jensen-Shannon divergence
     * @param totalVariation       half the sum of absolute differences
     */
    public record ByteComparison(double teacherSurprisalBits, double studentSurprisalBits, double teacherEntropyBits,
            double studentEntropyBits,
            double klBits, double reverseKlBits, double jsdBits, double totalVariation, int teacherTop1, int studentTop1) {
        /** Compares two models at every byte of a text. */
        static List<ByteComparison> of(byte[] text, ByteRows teacher, ByteRows student) {
            List<ByteComparison> comparisons = new ArrayList<>(text.length);
            for (int i = 0; i < text.length; i++) {
                comparisons.add(of(text[i] & 0xFF, teacher.distribution(i), student.distribution(i)));
            }
            return List.copyOf(comparisons);
        }

        /** Compares two distributions over the same outcomes, of which one occurred. */
        public static ByteComparison of(int actual, double[] teacher, double[] student) {
            return new ByteComparison(Divergence.surprisalBits(teacher[actual]), Divergence.surprisalBits(student[actual]),
                    Divergence.entropyBits(teacher), Divergence.entropyBits(student), Divergence.modelKlBits(teacher, student),
                    Divergence.modelKlBits(student, teacher), Divergence.jsdBits(teacher, student),
                    Divergence.totalVariation(teacher, student),
                    Divergence.top1(teacher), Divergence.top1(student));
        }
    }
}
