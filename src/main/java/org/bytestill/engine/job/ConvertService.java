package org.bytestill.engine.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.Divergence;
import org.bytestill.bytes.Mixture;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.cache.ByteCache;
import org.bytestill.bytes.cache.TeacherRow;
import org.bytestill.corpus.Corpus;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.reading.MixedTeacherRows;
import org.bytestill.engine.reading.Precisions;
import org.bytestill.engine.reading.TeacherBytes;
import org.bytestill.engine.reading.TeacherText;
import org.bytestill.model.Architecture;
import org.bytestill.problem.UserError;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;

/**
 * Converts a teacher's next-token distributions to next-byte distributions and fills a byte cache. An interrupted conversion can be
 * continued. Runs on the calling thread.
 */
public final class ConvertService {
    /**
     * @throws UserError if teacher or text cannot be read, or the folder is the cache of something else
     * @throws java.util.concurrent.CancellationException if the progress listener cancels; finished shards stay
     */
    public ConvertReport convert(ConvertRequest request, Progress progress) {
        long started = System.nanoTime();
        TorchThread.prepare(0);
        RunChats chats = request.text().chats(request.teacher());
        Corpus corpus = read(request, chats);
        Dtype precision = Precisions.named(request.precision(), Device.named(request.device()));
        try (Tokenizer tokenizer = chats.withTurnEnd(request.teacher(), Tokenizer.open(request.teacher()))) {
            TeacherText text = request.text().of(corpus, tokenizer);
            ByteCache cache = TeacherBytes.open(request.target(), request.teacher(), precision, tokenizer, text, request.converter(),
                    request.coverage());
            if (request.isPart()) {
                cache.keepPart(request.part(), text.passages());
            }
            long reused = cache.bytesDone();
            long rows = 0;
            double readSeconds = 0;
            try (LazyTeacher teacher = new LazyTeacher(request, precision, chats)) {
                // Filling also checks the hashes of existing shards, so that damaged ones are replaced.
                cache.fillPart(text.passages(), request.part(), teacher::reader, progress);
                readSeconds = teacher.secondsSinceOpened();
                rows = teacher.rows();
            }
            Quality quality = Quality.of(cache, text.sizes());
            long done = cache.bytesDone();
            long read = done - reused;
            List<String> notes = Stream.of(corpus.notes(), Architecture.read(request.teacher()).notes(), tokenizer.notes())
                    .flatMap(List::stream).toList();
            return new ConvertReport(request.target(), corpus.documents().size(), done, reused, rows,
                    (System.nanoTime() - started) / 1e9,
                    read == 0 ? 0 : read / readSeconds, quality.zeroProbability, quality.dropped / done,
                    quality.residual / done, quality.ended / done,
                    quality.healed, size(request.target()), notes);
        }
    }

    static Corpus read(ConvertRequest request, RunChats chats) {
        try (chats) {
            return request.text().read(chats);
        }
    }

    /**
     * Quality of a mixture of byte caches on their text.
     *
     * @param bitsPerByte     mean surprisal over the bytes that have a probability above 0
     * @param zeroProbability bytes of the text to which the mixture gives probability 0
     */
    public record MixtureReport(long bytes, double bitsPerByte, long zeroProbability) {}

    /** Measures the mixture of several teachers' byte caches of a text, as training reads it. All of them must be complete. */
    public MixtureReport mixture(List<ConvertRequest> requests, ConversionText.OfFiles files, Mixture mixture) {
        ConvertRequest first = requests.get(0);
        RunChats chats = files.chats(first.teacher(), requests.stream().map(ConvertRequest::teacher).toList());
        Corpus corpus = read(first, chats);
        List<ByteCache> caches = new ArrayList<>();
        List<Passage> passages = List.of();
        for (ConvertRequest request : requests) {
            try (Tokenizer tokenizer = chats.withTurnEnd(request.teacher(), Tokenizer.open(request.teacher()))) {
                TeacherText text = TeacherText.of(corpus, caches.size(), tokenizer);
                passages = text.passages();
                caches.add(TeacherBytes.open(request.target(), request.teacher(),
                        Precisions.named(request.precision(), Device.named(request.device())), tokenizer, text,
                        request.converter(), request.coverage()));
            }
        }
        MixedTeacherRows rows = new MixedTeacherRows(caches, mixture);
        float[] probabilities = new float[ByteDistribution.OUTCOMES];
        double bits = 0;
        long zeros = 0;
        for (int document = 0; document < passages.size(); document++) {
            for (int position = 0; position < passages.get(document).rows(); position++) {
                rows.read(document, position, probabilities, 0);
                float observed = probabilities[passages.get(document).observed(position)];
                zeros += observed == 0 ? 1 : 0;
                bits += observed == 0 ? 0 : Divergence.surprisalBits(observed);
            }
        }
        long all = passages.stream().mapToLong(Passage::rows).sum();
        return new MixtureReport(all, bits / (all - zeros), zeros);
    }

    /** Sums over the cached distributions. */
    private static final class Quality {
        private long zeroProbability;
        private long healed;
        private double dropped;
        private double residual;
        private double ended;

        static Quality of(ByteCache cache, int[] sizes) {
            Quality quality = new Quality();
            for (int document = 0; document < sizes.length; document++) {
                for (int position = 0; position < sizes[document] && cache.isFilled(document); position++) {
                    TeacherRow row = cache.row(document, position);
                    quality.zeroProbability += row.observedLogProbability() == Float.NEGATIVE_INFINITY ? 1 : 0;
                    quality.healed += row.healed() ? 1 : 0;
                    quality.dropped += row.dropped();
                    quality.residual += row.residual();
                    quality.ended += cache.ended(document, position);
                }
            }
            return quality;
        }
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", folder, e.getMessage()).causedBy(e);
        }
    }
}
