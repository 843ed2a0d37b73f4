package org.bytestill.corpus;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What documents say, as a number: the first 128 bits of the SHA-256 of their bytes, supervised spans and special tokens. Equal keys mean
 * equal content; two different ones meet by chance once in 10^19 pairs.
 */
public record ContentKey(long high, long low) {
    /** The key of one document, or of the documents of one conversation together. */
    public static ContentKey of(List<Document> documents) {
        ByteBuffer hash = ByteBuffer.wrap(Fingerprint.digest(documents));
        return new ContentKey(hash.getLong(), hash.getLong());
    }

    /** A number in [0, 1) that the content alone decides. */
    double fraction() {
        return (high >>> 11) * 0x1.0p-53;
    }
}
