package org.bytestill.engine.reading;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.security.MessageDigest;
import java.util.List;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.Passages;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.SpanIndex;
import org.bytestill.text.Tokenizer;
import org.bytestill.util.Sha256;

/**
 * A corpus as one teacher reads it: the supervised spans, each after the teacher's own prompt, in the order of {@link SpanIndex}.
 *
 * @param passages    one a span
 * @param fingerprint SHA-256 in hex of what the teacher's distributions depend on; for plain text that of the corpus
 */
public record TeacherText(List<Passage> passages, String fingerprint) {
    /** @param teacher number of the teacher among those of the run */
    public static TeacherText of(Corpus corpus, int teacher, Tokenizer tokenizer) {
        List<Passage> passages = Passages.of(corpus.documents(), teacher, tokenizer);
        boolean plain = corpus.documents().stream().allMatch(Document::isPlain);
        return new TeacherText(passages, plain ? corpus.fingerprint() : fingerprint(passages));
    }

    private static String fingerprint(List<Passage> passages) {
        MessageDigest digest = Sha256.digest();
        for (Passage passage : passages) {
            digest.update(integers(passage.prompt().length, passage.text().length, passage.ends() ? 1 : 0));
            digest.update(integers(passage.prompt()));
            digest.update(passage.text());
        }
        return Sha256.hex(digest);
    }

    private static ByteBuffer integers(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length);
        bytes.asIntBuffer().put(IntBuffer.wrap(values));
        return bytes;
    }

    /** Number of next-byte distributions of each passage. */
    public int[] sizes() {
        return passages.stream().mapToInt(Passage::rows).toArray();
    }

    /** Number of all next-byte distributions. */
    public long rows() {
        return passages.stream().mapToLong(Passage::rows).sum();
    }
}
