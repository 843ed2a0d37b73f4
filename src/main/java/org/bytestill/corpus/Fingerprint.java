package org.bytestill.corpus;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import org.bytestill.util.Sha256;

/** SHA-256 of documents: equal if and only if the same bytes are cut in the same places, wherever the files lie. */
public final class Fingerprint {
    private Fingerprint() {}

    /** In hex. */
    public static String of(List<Document> documents) {
        MessageDigest digest = Sha256.digest();
        for (Document document : documents) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(document.size()).flip());
            digest.update(document.bytes());
        }
        return Sha256.hex(digest);
    }
}
