package org.bytestill.engine.reading;

import java.util.Optional;
import org.bytestill.bytes.cache.TokenRowCache;
import org.bytestill.corpus.SpanIndex;
import org.bytestill.objective.RowPlaces;
import org.bytestill.objective.TeacherTokens;
import org.bytestill.student.StudentBatch;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** A teacher's next-token distributions of the training text, from disk: training needs its tokenizer, not its weights. */
public final class CachedTokens implements TeacherTokens, AutoCloseable {
    private final TokenRowCache cache;
    private final SpanIndex spans;
    private final Tokenizer tokenizer;
    private final int maxPositions;

    /**
     * @param cache        a filled one
     * @param spans        of the training text
     * @param tokenizer    of the teacher; closed with this
     * @param maxPositions most tokens of the teacher's contexts
     */
    public CachedTokens(TokenRowCache cache, SpanIndex spans, Tokenizer tokenizer, int maxPositions) {
        this.cache = cache;
        this.spans = spans;
        this.tokenizer = tokenizer;
        this.maxPositions = maxPositions;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public int vocabularySize() {
        return cache.vocabulary();
    }

    @Override
    public int maxPositions() {
        return maxPositions;
    }

    @Override
    public Read read(Scope owner, StudentBatch batch) {
        throw new IllegalStateException("Rows on disk are those of the training text alone.");
    }

    @Override
    public Read read(Scope owner, StudentBatch batch, RowPlaces places) {
        return new CachedRead(places);
    }

    /** Rows of one batch. */
    private final class CachedRead implements Read {
        private final RowPlaces places;

        CachedRead(RowPlaces places) {
            this.places = places;
        }

        @Override
        public Tensor logits(Scope owner, long[] wanted) {
            float[] logits = new float[Math.multiplyExact(wanted.length, cache.vocabulary())];
            read(wanted, logits);
            return owner.of(logits, wanted.length, cache.vocabulary());
        }

        @Override
        public Optional<Tensor> others(Scope owner, long[] wanted) {
            return cache.keepsAll() ? Optional.empty()
                    : Optional.of(owner.of(read(wanted, new float[wanted.length * cache.vocabulary()]), wanted.length, 1));
        }

        /** Fills the rows and returns the logit of the ids that are not kept of each. */
        private float[] read(long[] wanted, float[] logits) {
            float[] others = new float[wanted.length];
            for (int i = 0; i < wanted.length; i++) {
                int span = spans.size(places.document(wanted[i])) + places.span(wanted[i]);
                others[i] = cache.read(span, places.token(wanted[i]), logits, i * cache.vocabulary());
            }
            return others;
        }
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
