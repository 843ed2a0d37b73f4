package org.bytestill.corpus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.bytestill.text.Span;
import org.bytestill.util.Sha256;

/**
 * Fingerprint of a corpus: SHA-256 of its documents, equal if and only if they have the same bytes, boundaries, supervised spans and
 * special tokens, wherever the files are.
 */
public final class Fingerprint {
    private Fingerprint() {}

    /** In hex, 64 digits. */
    public static String of(List<Document> documents) {
        return HexFormat.of().formatHex(digest(documents));
    }

    /** The 32 bytes. */
    static byte[] digest(List<Document> documents) {
        MessageDigest digest = Sha256.digest();
        for (Document document : documents) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(document.size()).flip());
            digest.update(document.bytes());
            if (!document.isPlain()) {
                mark(document, digest);
            }
        }
        return digest.digest();
    }

    private static void mark(Document document, MessageDigest digest) {
        for (Span span : document.supervision().spans()) {
            digest.update(
                    ByteBuffer.allocate(3 * Integer.BYTES).putInt(span.start()).putInt(span.end()).putInt(span.ends() ? 1 : 0).flip());
        }
        digest.update((document.markup().isRendered() + document.markup().begin()).getBytes(StandardCharsets.UTF_8));
    }
}
