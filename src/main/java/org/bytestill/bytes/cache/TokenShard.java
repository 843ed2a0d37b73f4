package org.bytestill.bytes.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytestill.corpus.SpanTokens;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.jspecify.annotations.Nullable;

/**
 * Next-token distributions of neighbouring spans in one memory-mapped safetensors file. Row r belongs to the r-th token of the shard's spans
 * laid end to end; p = exp(logit - log_sum).
 * <pre>
 * spans    I64 (spans + 1)    first row of each span
 * id       I32 (rows, kept)   the kept ids, most probable first; not there if all are kept, in their order
 * logit    F32 (rows, kept)   their logits
 * log_sum  F32 (rows)         logarithm of the sum of the exponentials of all logits of the row
 * rest     F32 (rows)         mass of the ids not kept
 * </pre>
 */
final class TokenShard {
    /** Where nothing is left for the ids that are not kept, each still has a finite logit. */
    private static final double LEAST = 1e-30;

    private final ByteBuffer spans;
    private final @Nullable ByteBuffer ids;
    private final ByteBuffer logits;
    private final ByteBuffer logSums;
    private final ByteBuffer rest;
    private final int vocabulary;
    private final int kept;

    private TokenShard(Safetensors file, int[] lengths, int vocabulary, int kept) {
        this.vocabulary = vocabulary;
        this.kept = kept;
        spans = file.bytes("spans");
        ids = kept == vocabulary ? null : file.bytes("id");
        logits = file.bytes("logit");
        logSums = file.bytes("log_sum");
        rest = file.bytes("rest");
        requireRows(file, lengths);
    }

    /**
     * @param lengths of the spans, in tokens
     * @throws UserError if the file does not hold rows of these spans
     */
    static TokenShard open(Path file, int[] lengths, int vocabulary, int kept) {
        return new TokenShard(Safetensors.open(file), lengths, vocabulary, kept);
    }

    private void requireRows(Safetensors file, int[] lengths) {
        int rows = Arrays.stream(lengths).sum();
        require(file, "spans", Dtype.INT64, lengths.length + 1L);
        require(file, "logit", Dtype.FLOAT32, (long) rows * kept);
        require(file, "log_sum", Dtype.FLOAT32, rows);
        require(file, "rest", Dtype.FLOAT32, rows);
        long first = 0;
        for (int span = 0; span <= lengths.length; span++) {
            require(spans.getLong(8 * span) == first, file, "spans");
            first += span < lengths.length ? lengths[span] : 0;
        }
        if (ids != null) {
            require(file, "id", Dtype.INT32, (long) rows * kept);
            for (int entry = 0; entry < rows * kept; entry++) {
                int id = ids.getInt(4 * entry);
                require(id >= 0 && id < vocabulary, file, "id");
            }
        }
        for (int row = 0; row < rows; row++) {
            float share = rest.getFloat(4 * row);
            require(share >= 0 && share <= 1.0001f && Float.isFinite(logSums.getFloat(4 * row)), file, "rest and log_sum");
        }
    }

    private static void require(Safetensors file, String name, Dtype dtype, long count) {
        Safetensors.Entry entry = file.entry(name);
        require(entry.dtype() == dtype && entry.elementCount() == count, file, name);
    }

    private static void require(boolean isRight, Safetensors file, String name) {
        if (!isRight) {
            throw UserError.corruptFile("%s: %s does not describe token rows of these spans. The file is damaged, or of another text.",
                    file.file(), name);
        }
    }

    private int row(int span, int token) {
        long first = spans.getLong(8 * span);
        if (token < 0 || first + token >= spans.getLong(8 * span + 8)) {
            throw new IndexOutOfBoundsException("Token " + token + " is not in the span.");
        }
        return (int) first + token;
    }

    double rest(int span, int token) {
        return rest.getFloat(4 * row(span, token));
    }

    /** Writes the logits of all ids from the offset on and returns that of the ids that are not kept. */
    float read(int span, int token, float[] target, int offset) {
        int row = row(span, token);
        int first = 4 * row * kept;
        if (ids == null) {
            logits.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(first).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer()
                    .get(target, offset, vocabulary);
            return Float.NEGATIVE_INFINITY;
        }
        float others = (float) (logSums.getFloat(4 * row) + Math.log(Math.max(LEAST, rest.getFloat(4 * row)) / (vocabulary - kept)));
        Arrays.fill(target, offset, offset + vocabulary, others);
        for (int i = 0; i < kept; i++) {
            target[offset + ids.getInt(first + 4 * i)] = logits.getFloat(first + 4 * i);
        }
        return others;
    }

    /** Collects the rows of spans and writes them to a file. */
    static final class Builder {
        private final List<SpanTokens> spans;
        private final int vocabulary;
        private final int kept;
        private final long[] first;
        private final ByteBuffer ids;
        private final ByteBuffer logits;
        private final ByteBuffer logSums;
        private final ByteBuffer rest;

        Builder(List<SpanTokens> spans, int vocabulary, int kept) {
            this.spans = spans;
            this.vocabulary = vocabulary;
            this.kept = kept;
            this.first = new long[spans.size() + 1];
            for (int i = 0; i < spans.size(); i++) {
                first[i + 1] = first[i] + spans.get(i).tokens().length;
            }
            int rows = (int) first[spans.size()];
            this.ids = room(kept == vocabulary ? 0 : (long) rows * kept);
            this.logits = room((long) rows * kept);
            this.logSums = room(rows);
            this.rest = room(rows);
        }

        private static ByteBuffer room(long numbers) {
            if (4 * numbers > Integer.MAX_VALUE) {
                throw UserError.badInput("The rows of one document are %,d numbers, more than a file of the cache can hold. Set"
                        + " text.document_bytes lower, or keep fewer ids of each row: teacher_rows.top_k.", numbers);
            }
            return ByteBuffer.allocate((int) (4 * numbers)).order(ByteOrder.LITTLE_ENDIAN);
        }

        /** Takes the logits before a token; where a token has no context there are none, and its row stays empty. */
        void put(int span, int token, FloatBuffer row) {
            int at = (int) first[span] + token;
            int begin = row.position();
            double most = Double.NEGATIVE_INFINITY;
            for (int id = 0; id < vocabulary; id++) {
                most = Math.max(most, row.get(begin + id));
            }
            double sum = 0;
            for (int id = 0; id < vocabulary; id++) {
                sum += Math.exp(row.get(begin + id) - most);
            }
            if (!Double.isFinite(sum)) {
                throw UserError
                        .badInput("The teacher's logits before token %d of span %d are not finite: it overflows in this precision, or "
                                + "its weights are damaged. Choose float32, or copy the model again.", token, span);
            }
            logSums.putFloat(4 * at, (float) (most + Math.log(sum)));
            if (kept == vocabulary) {
                logits.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(4 * at * kept).slice().order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer().put(row.duplicate().limit(begin + vocabulary));
                return;
            }
            int[] largest = LargestIds.of(row, vocabulary, kept, spans.get(span).tokens()[token]);
            double keptSum = 0;
            for (int i = 0; i < kept; i++) {
                float logit = row.get(begin + largest[i]);
                ids.putInt(4 * (at * kept + i), largest[i]);
                logits.putFloat(4 * (at * kept + i), logit);
                keptSum += Math.exp(logit - most);
            }
            rest.putFloat(4 * at, (float) Math.max(0, (sum - keptSum) / sum));
        }

        void write(Path file) {
            long rows = first[spans.size()];
            SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "bytestill teacher token rows")
                    .add("spans", first, first.length).add("logit", Dtype.FLOAT32, logits, rows, kept)
                    .add("log_sum", Dtype.FLOAT32, logSums, rows).add("rest", Dtype.FLOAT32, rest, rows);
            if (kept < vocabulary) {
                writer.add("id", Dtype.INT32, ids, rows, kept);
            }
            writer.write(file);
        }
    }
}
