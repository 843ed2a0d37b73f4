package org.bytestill.corpus;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of documents: equal if and only if the same bytes are cut in the same places, wherever the files lie. */
public final class Fingerprint {
    private Fingerprint() {}

    /** In hex. */
    public static String of(List<Document> documents) {
        MessageDigest digest = sha256();
        for (Document document : documents) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(document.size()).flip());
            digest.update(document.bytes());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
