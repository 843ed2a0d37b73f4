package org.bytestill.bytes.cache;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.corpus.SpanTokens;
import org.bytestill.problem.Check;
import org.bytestill.util.Progress;

/**
 * Cache of a teacher's next-token distributions before each token of supervised spans, kept in a folder as {@link ByteCache} keeps those of
 * bytes: the most probable ids of each, always the token of the text, and the mass of the others; or all of them. After a kill the complete
 * shards remain, and the next {@link #fill} continues after them.
 */
public final class TokenRowCache {
    /** Logits in one shard, 16 MiB, unless one span has more: the most work that a kill can lose. Fewer where shards are smaller in tests. */
    private static final long SHARD_ENTRIES = 128L * ShardPlan.SHARD_TEXT_BYTES;

    private final ShardDivision division;
    private final ShardFolder<TokenShard> shards;
    private final int vocabulary;
    private final int kept;

    private TokenRowCache(Path folder, TokenRowFingerprint fingerprint, int[] rows) {
        this.vocabulary = fingerprint.vocabulary();
        this.kept = fingerprint.kept();
        this.division = new ShardDivision(rows, Math.max(1, SHARD_ENTRIES / kept));
        this.shards = new ShardFolder<>(folder, "teacher rows", fingerprint.parts(), division,
                (file, lengths) -> TokenShard.open(file, lengths, vocabulary, kept));
    }

    /**
     * Opens the cache in the folder, which is created if it does not exist.
     *
     * @param spans all supervised spans, in their order
     * @throws org.bytestill.problem.UserError if the rows there belong to another teacher, tokenizer or text, or others are kept; the message
     *                                         says which
     */
    public static TokenRowCache open(Path folder, TokenRowFingerprint fingerprint, List<SpanTokens> spans) {
        return new TokenRowCache(folder, fingerprint, spans.stream().mapToInt(span -> span.tokens().length).toArray());
    }

    /** Computes distributions of spans for the cache. */
    @FunctionalInterface
    public interface Source {
        /**
         * Gives every distribution once, those of a span in order.
         *
         * @param progress notified of the tokens done; its answer says whether to go on
         */
        void read(List<SpanTokens> spans, Sink sink, Progress progress);
    }

    /** Receives logits. */
    @FunctionalInterface
    public interface Sink {
        /** @param logits of all ids of the teacher, from the buffer's position on; valid only during the call */
        void accept(int span, int token, FloatBuffer logits);
    }

    /**
     * Computes the missing shards. The hashes of existing shards are checked first, and intact shards are kept.
     *
     * @param progress notified of the tokens done of all
     * @throws java.util.concurrent.CancellationException if the progress asked to stop; finished shards stay
     */
    public void fill(List<SpanTokens> spans, Source source, Progress progress) {
        Check.argument(spans.size() == division.documents(), "The cache is for %d spans, not for %d.", division.documents(), spans.size());
        shards.fill((first, end, file) -> {
            long before = tokensDone();
            List<SpanTokens> some = spans.subList(first, end);
            TokenShard.Builder builder = new TokenShard.Builder(some, vocabulary, kept);
            source.read(some, builder::put, (done, all) -> progress.report(before + done, tokensTotal()));
            builder.write(file);
        });
    }

    /** Moves damaged shards away, so that they are computed again. */
    public void setDamagedAside() {
        shards.setBrokenAside(true);
    }

    public long tokensDone() {
        return shards.done();
    }

    public long tokensTotal() {
        return division.total();
    }

    /** Size of the shards on disk, in bytes. */
    public long diskBytes() {
        return shards.diskBytes();
    }

    /** Number of ids of a distribution. */
    public int vocabulary() {
        return vocabulary;
    }

    /** Ids of each distribution that are kept. */
    public int keptIds() {
        return kept;
    }

    /** True if every id of each distribution is kept. */
    public boolean keepsAll() {
        return kept == vocabulary;
    }

    /** Mass of the ids that are not kept, before a token of a span. */
    public double rest(int span, int token) {
        return shards.shard(span).rest(division.placeOf(span), token);
    }

    /**
     * Writes the logits before a token of a span; ids that are not kept share the rest evenly.
     *
     * @param logits filled from the offset on with as many as there are ids
     * @return the logit of the ids that are not kept; minus infinity if all are
     */
    public float read(int span, int token, float[] logits, int offset) {
        return shards.shard(span).read(division.placeOf(span), token, logits, offset);
    }
}
