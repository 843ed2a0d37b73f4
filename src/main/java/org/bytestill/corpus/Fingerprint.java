package org.bytestill.corpus;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import org.bytestill.util.Sha256;

/**
 * Fingerprint of a corpus: SHA-256 of its documents, equal if and only if they have the same bytes and the same boundaries,
 * wherever the files are.
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
