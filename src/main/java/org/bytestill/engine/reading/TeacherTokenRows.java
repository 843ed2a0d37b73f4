package org.bytestill.engine.reading;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytestill.bytes.cache.TokenRowCache;
import org.bytestill.bytes.cache.TokenRowFingerprint;
import org.bytestill.corpus.SpanTokens;
import org.bytestill.model.Architecture;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Dtype;

/** The token rows of a teacher on one text, on disk: shared by {@code convert} and runs. */
public final class TeacherTokenRows {
    private TeacherTokenRows() {}

    /**
     * Opens or creates the cache.
     *
     * @param spans the supervised spans of the text, in the tokens that the teacher reads
     * @param topK  ids of each distribution that are kept; 0 for all
     * @throws org.bytestill.problem.UserError if the folder contains rows of another teacher, tokenizer or text; the message says which
     */
    public static TokenRowCache open(Path folder, Path teacher, Dtype precision, Tokenizer tokenizer, List<SpanTokens> spans, int topK) {
        return TokenRowCache.open(folder, new TokenRowFingerprint(TeacherBytes.hashOf(teacher), precision.name().toLowerCase(Locale.ROOT),
                tokenizer.fingerprint(), TokenRowFingerprint.textOf(spans), Architecture.read(teacher).config().vocabularySize(), topK),
                spans);
    }
}
