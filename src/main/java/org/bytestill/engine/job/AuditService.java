package org.bytestill.engine.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.Passages;
import org.bytestill.bytes.cache.ByteCache;
import org.bytestill.bytes.cache.CacheFingerprint;
import org.bytestill.bytes.cache.PrecomputedReader;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.SpanIndex;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.reading.DocumentReader;
import org.bytestill.engine.reading.Precisions;
import org.bytestill.engine.reading.TeacherEnsemble;
import org.bytestill.evaluate.ConversionLoss;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.Progress;

/**
 * Audits the conversion loss of a teacher: converts a text with every requested converter, caches the distributions as a run would, and
 * compares them with those of the reference, with bootstrap confidence intervals. Runs on the calling thread.
 */
public final class AuditService {
    /** Weight of the reference in the progress: it takes many times the evaluations of other converters. */
    private static final int REFERENCE_WORK = 8;

    /**
     * @param threads torch threads; 0 for one per core
     * @throws UserError if teacher or text cannot be read
     * @throws CancellationException if the progress listener cancels
     */
    public AuditReport audit(AuditRequest request, int threads, Progress progress) {
        long started = System.nanoTime();
        TorchThread.prepare(threads);
        List<Path> teachers = request.teachers();
        RunChats chats = new RunChats(teachers.get(0), teachers.size() > 1 ? teachers : List.of(), request.chat(),
                request.source().documentBytes(), LocalDateTime.now());
        Corpus corpus;
        try (chats) {
            corpus = Corpus.read(request.source(), chats);
        }
        SpanIndex spans = new SpanIndex(corpus.documents());
        Work work = new Work(progress, spans.allRows(), REFERENCE_WORK + request.ways().size());
        try (TeacherEnsemble teacher = new TeacherEnsemble(teachers, request.mixture(), chats::withTurnEnd,
                Precisions.named(request.precision()),
                Device.named(request.device()))) {
            List<Passage> texts = Passages.of(corpus.documents(), 0, teacher.first().tokenizer());
            Read reference = read(teacher, request.reference(), corpus.documents(), spans.allRows(), work.part(REFERENCE_WORK));
            ConversionLoss nothing = ConversionLoss.of(texts, reference.rows(), reference.rows(), request.bootstrap());
            List<AuditReport.Line> lines = new ArrayList<>();
            for (ConverterSettings way : request.ways()) {
                Read read = read(teacher, way, corpus.documents(), spans.allRows(), work.part(1));
                for (double coverage : request.coverages()) {
                    lines.add(line(request, way, coverage, texts, reference, read));
                }
            }
            return new AuditReport(TeacherEnsemble.inWords(request.teachers(), request.mixture()), corpus.documents().size(),
                    spans.allRows(),
                    new AuditReport.Line(request.reference(), 1, nothing, reference.rowsPerByte(), reference.bytesPerSecond(), Double.NaN),
                    List.copyOf(lines),
                    request.bootstrap(), Stream.concat(corpus.notes().stream(), teacher.notes().stream()).toList(),
                    (System.nanoTime() - started) / 1e9);
        }
    }

    /** The texts converted once. */
    private record Read(List<ByteRows> rows, double rowsPerByte, double bytesPerSecond) {}

    private static Read read(TeacherEnsemble teacher, ConverterSettings way, List<Document> documents, long bytes, Progress progress) {
        DocumentReader reader = teacher.documents(way);
        long started = System.nanoTime();
        List<ByteRows> rows = reader.read(documents, progress);
        return new Read(rows, (double) reader.cost().rows() / bytes, bytes / ((System.nanoTime() - started) / 1e9));
    }

    private static AuditReport.Line line(AuditRequest request, ConverterSettings way, double coverage, List<Passage> texts, Read reference,
            Read read) {
        Path folder = temporaryFolder();
        try {
            CacheFingerprint fingerprint = new CacheFingerprint("audit", request.precision(), "audit", "audit", way, coverage);
            ByteCache cache = ByteCache.open(folder, fingerprint, texts.stream().mapToInt(Passage::rows).toArray());
            cache.fillPassages(texts, new PrecomputedReader(texts, read.rows()), Progress.NONE);
            // At coverage 1 the distributions in memory are compared; else the half precision of the cache would be measured.
            List<ByteRows> rows = coverage == 1 ? read.rows() : IntStream.range(0, texts.size()).mapToObj(cache::rows).toList();
            long bytes = texts.stream().mapToLong(Passage::rows).sum();
            return new AuditReport.Line(way, coverage, ConversionLoss.of(texts, reference.rows(), rows, request.bootstrap()),
                    read.rowsPerByte(),
                    read.bytesPerSecond(), (double) cache.diskBytes() / bytes);
        } finally {
            AtomicFile.deleteFolder(folder);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("bytestill-audit");
        } catch (IOException e) {
            throw UserError.disk("A temporary folder cannot be made: %s. Free space.", e.getMessage()).causedBy(e);
        }
    }

    /** Progress over all conversions together, counted in bytes. */
    private static final class Work {
        private final Progress progress;
        private final long bytes;
        private final int parts;
        private int before;

        Work(Progress progress, long bytes, int parts) {
            this.progress = progress;
            this.bytes = bytes;
            this.parts = parts;
            if (!progress.report(0, bytes * parts)) {
                throw new CancellationException("audit");
            }
        }

        Progress part(int share) {
            int start = before;
            before += share;
            return (done, total) -> progress.report(bytes * start + done * share, bytes * parts);
        }
    }
}
