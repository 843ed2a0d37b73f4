package org.bytestill.engine.job;

import java.util.Locale;
import org.bytestill.bytes.ByteDistribution;

/**
 * A token, or an outcome of the next byte, that could come next.
 *
 * @param id          the token's id; or the byte from 0 to 255, 256 for the end
 * @param name        its name in the vocabulary; of a byte its two hexadecimal digits, of the end nothing
 * @param bytes       the bytes it stands for; none for a special token and for the end
 * @param probability its probability, from 0 to 1
 */
public record Candidate(int id, String name, byte[] bytes, double probability) {
    /** @param outcome a byte from 0 to 255, or 256 for the end */
    public static Candidate ofByte(int outcome, double probability) {
        return outcome == ByteDistribution.EOS ? new Candidate(outcome, "", new byte[0], probability)
                : new Candidate(outcome, String.format(Locale.ROOT, "%02X", outcome), new byte[] {(byte) outcome}, probability);
    }
}
