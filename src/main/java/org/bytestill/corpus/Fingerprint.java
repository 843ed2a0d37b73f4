package org.bytestill.corpus;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import org.bytestill.util.Sha256;

/**
 * Identity of a corpus: SHA-256 of its documents, equal if and only if the same bytes are cut in the same places, wherever the
 * files lie.
 */
public final class Fingerprint {
    private Fingerprint() {}

    /** In hex, 64 digits. */
    public static String of(List<Document> documents) {
        MessageDigest digest = Sha256.digest();
        for (Document document : documents) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(document.size()).flip());
            digest.update(document.bytes());
        }
        return Sha256.hex(digest);
    }
}
