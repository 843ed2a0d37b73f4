package org.bytestill.bytes.cache;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Passage;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.jspecify.annotations.Nullable;

/**
 * Next-byte distributions, called rows, of neighbouring documents in one memory-mapped safetensors file. Row r belongs to the
 * r-th byte of the shard's documents laid end to end.
 * <pre>
 * documents       I64 (documents + 1)  first row of each document
 * entries         I32 (rows + 1)       first entry of each row
 * byte            U8  (entries)        a kept byte; a row's most probable byte comes first
 * log_probability F16 (entries)        its natural log; scaled on reading, see below
 * end_of_sequence F32 (rows)           probability of the end of the sequence
 * rest            F32 (rows)           mass of the bytes not kept
 * observed        F32 (rows)           natural log of the probability of the document's byte, or of its end
 * residual        F32 (rows)           mass of ids that are not bytes, before renormalisation
 * dropped         F32 (rows)           mass of pruned paths, before renormalisation
 * healed          U8  (rows)           1 where no path could continue with the previous byte
 * ended           F32 (rows)           of end-of-token rows alone: mass of tokens that end here
 * </pre>
 * Half precision is coarse (0.2 % at log p = -5), so the kept bytes of a row are scaled to sum to
 * {@code 1 - end_of_sequence - rest}.
 */
final class CacheShard {
    private final ByteBuffer documents;
    private final ByteBuffer entries;
    private final ByteBuffer bytes;
    private final ByteBuffer logProbabilities;
    private final ByteBuffer endOfSequence;
    private final ByteBuffer rest;
    private final ByteBuffer observed;
    private final ByteBuffer residual;
    private final ByteBuffer dropped;
    private final ByteBuffer healed;
    private final @Nullable ByteBuffer ended;

    private CacheShard(Safetensors file, int[] lengths) {
        documents = file.bytes("documents");
        entries = file.bytes("entries");
        bytes = file.bytes("byte");
        logProbabilities = file.bytes("log_probability");
        endOfSequence = file.bytes("end_of_sequence");
        rest = file.bytes("rest");
        observed = file.bytes("observed");
        residual = file.bytes("residual");
        dropped = file.bytes("dropped");
        healed = file.bytes("healed");
        ended = file.entries().containsKey("ended") ? file.bytes("ended") : null;
        requireRows(file, lengths);
    }

    /**
     * @param lengths of the documents, in bytes
     * @throws UserError if the file does not hold rows of these documents
     */
    static CacheShard open(Path file, int[] lengths) {
        return new CacheShard(Safetensors.open(file), lengths);
    }

    private void requireRows(Safetensors file, int[] lengths) {
        int rows = Arrays.stream(lengths).sum();
        require(file, "documents", Dtype.INT64, lengths.length + 1);
        require(file, "entries", Dtype.INT32, rows + 1);
        for (String name : List.of("end_of_sequence", "rest", "observed", "residual", "dropped")) {
            require(file, name, Dtype.FLOAT32, rows);
        }
        require(file, "healed", Dtype.UINT8, rows);
        if (ended != null) {
            require(file, "ended", Dtype.FLOAT32, rows);
        }
        long first = 0;
        for (int document = 0; document <= lengths.length; document++) {
            require(documents.getLong(8 * document) == first, file, "documents");
            first += document < lengths.length ? lengths[document] : 0;
        }
        int before = 0;
        for (int row = 0; row <= rows; row++) {
            int entry = entries.getInt(4 * row);
            require(row == 0 ? entry == 0 : entry >= before && entry - before <= ByteDistribution.BYTES, file, "entries");
            before = entry;
        }
        require(file, "byte", Dtype.UINT8, before);
        require(file, "log_probability", Dtype.FLOAT16, before);
        for (int row = 0; row < rows; row++) {
            require(isShare(endOfSequence.getFloat(4 * row)) && isShare(rest.getFloat(4 * row)), file, "end_of_sequence and rest");
        }
        for (int entry = 0; entry < before; entry++) {
            require(HalfFloat.toFloat(logProbabilities.getShort(2 * entry)) <= 0, file, "log_probability");
        }
    }

    private static boolean isShare(float value) {
        return value >= 0 && value <= 1.0001f;
    }

    private static void require(Safetensors file, String name, Dtype dtype, int count) {
        Safetensors.Entry entry = file.entry(name);
        require(entry.dtype() == dtype && entry.elementCount() == count, file, name);
    }

    private static void require(boolean isRight, Safetensors file, String name) {
        if (!isRight) {
            throw UserError.corruptFile("%s: %s does not describe rows of these documents. The file is damaged, or of another text.",
                    file.file(), name);
        }
    }

    private int row(int document, int position) {
        long first = documents.getLong(8 * document);
        if (position < 0 || first + position >= documents.getLong(8 * document + 8)) {
            throw new IndexOutOfBoundsException("Byte " + position + " is not in the document.");
        }
        return (int) first + position;
    }

    TeacherRow read(int document, int position) {
        int row = row(document, position);
        int from = entries.getInt(4 * row);
        byte[] kept = new byte[entries.getInt(4 * row + 4) - from];
        float[] probabilities = new float[kept.length];
        double scale = scale(row);
        for (int i = 0; i < kept.length; i++) {
            kept[i] = bytes.get(from + i);
            probabilities[i] = (float) (scale * probability(from + i));
        }
        return new TeacherRow(kept, probabilities, endOfSequence.getFloat(4 * row), rest.getFloat(4 * row), observed.getFloat(4 * row),
                residual.getFloat(4 * row), dropped.getFloat(4 * row), healed.get(row) != 0);
    }

    /** Writes 257 probabilities from the offset on and returns the mass of the rest. */
    float read(int document, int position, float[] probabilities, int offset) {
        int row = row(document, position);
        java.util.Arrays.fill(probabilities, offset, offset + ByteDistribution.OUTCOMES, 0);
        double scale = scale(row);
        for (int entry = entries.getInt(4 * row); entry < entries.getInt(4 * row + 4); entry++) {
            probabilities[offset + (bytes.get(entry) & 0xFF)] = (float) (scale * probability(entry));
        }
        probabilities[offset + ByteDistribution.EOS] = endOfSequence.getFloat(4 * row);
        return rest.getFloat(4 * row);
    }

    /** Mass of tokens that end before the byte. */
    double ended(int document, int position) {
        return ended == null ? 0 : ended.getFloat(4 * row(document, position));
    }

    private double probability(int entry) {
        return Math.exp(HalfFloat.toFloat(logProbabilities.getShort(2 * entry)));
    }

    private double scale(int row) {
        double sum = 0;
        for (int entry = entries.getInt(4 * row); entry < entries.getInt(4 * row + 4); entry++) {
            sum += probability(entry);
        }
        double kept = 1.0 - endOfSequence.getFloat(4 * row) - rest.getFloat(4 * row);
        return sum > 0 ? Math.max(0, kept) / sum : 0;
    }

    /** Collects the rows of documents and writes them to a file. */
    static final class Builder {
        private final double coverage;
        private final List<Long> documents = new ArrayList<>(List.of(0L));
        private final Column entries = new Column();
        private final Column bytes = new Column();
        private final Column logProbabilities = new Column();
        private final Column endOfSequence = new Column();
        private final Column rest = new Column();
        private final Column observed = new Column();
        private final Column residual = new Column();
        private final Column dropped = new Column();
        private final Column healed = new Column();
        private final Column ended = new Column();
        private boolean hasEnded;
        private int entryCount;

        Builder(double coverage) {
            this.coverage = coverage;
            entries.putInt(0);
        }

        void add(Passage document, ByteRows rows) {
            for (int row = 0; row < rows.size(); row++) {
                double[] distribution = rows.distribution(row);
                addEntries(distribution, document.observed(row));
                observed.putFloat((float) Math.log(distribution[document.observed(row)]));
                residual.putFloat((float) rows.residual(row));
                dropped.putFloat((float) (rows.belowThreshold(row) + rows.beyondWidth(row)));
                healed.put((byte) (rows.healed(row) ? 1 : 0));
                ended.putFloat((float) rows.ended(row));
                hasEnded |= rows.ended(row) > 0;
            }
            documents.add(documents.get(documents.size() - 1) + rows.size());
        }

        /** Adds the most probable bytes until the coverage is reached, the end included, and always the outcome of the text. */
        private void addEntries(double[] distribution, int observedOutcome) {
            double end = distribution[ByteDistribution.EOS];
            double kept = end;
            double unkept = 0;
            for (int value : ProbableBytes.of(distribution)) {
                if (coverage == 1 || kept < coverage || value == observedOutcome) {
                    bytes.put((byte) value);
                    logProbabilities.putShort(HalfFloat.of((float) Math.log(distribution[value])));
                    entryCount++;
                    kept += distribution[value];
                } else {
                    unkept += distribution[value];
                }
            }
            entries.putInt(entryCount);
            endOfSequence.putFloat((float) end);
            rest.putFloat((float) unkept);
        }

        void write(Path file) {
            long rows = documents.get(documents.size() - 1);
            SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "bytestill teacher bytes " + CacheFingerprint.VERSION)
                    .add("documents", documents.stream().mapToLong(Long::longValue).toArray(), documents.size())
                    .add("end_of_sequence", Dtype.FLOAT32, endOfSequence.content(), rows)
                    .add("rest", Dtype.FLOAT32, rest.content(), rows)
                    .add("observed", Dtype.FLOAT32, observed.content(), rows)
                    .add("residual", Dtype.FLOAT32, residual.content(), rows)
                    .add("dropped", Dtype.FLOAT32, dropped.content(), rows)
                    .add("entries", Dtype.INT32, entries.content(), rows + 1)
                    .add("log_probability", Dtype.FLOAT16, logProbabilities.content(), entryCount)
                    .add("healed", Dtype.UINT8, healed.content(), rows)
                    .add("byte", Dtype.UINT8, bytes.content(), entryCount);
            if (hasEnded) {
                writer.add("ended", Dtype.FLOAT32, ended.content(), rows);
            }
            writer.write(file);
        }
    }
}
