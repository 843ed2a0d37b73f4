package org.bytestill.engine.job;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.Passages;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.CorpusPart;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.Fingerprint;
import org.bytestill.corpus.TextSource;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.reading.DocumentReader;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.engine.reading.TeacherBytes;
import org.bytestill.engine.reading.TeacherEnsemble;
import org.bytestill.engine.run.CheckpointChoice;
import org.bytestill.evaluate.Agreement;
import org.bytestill.evaluate.BitsPerByte;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;

/** Evaluates a checkpoint or a model on a text: bits per byte, and agreement with a teacher. Runs on the calling thread. */
public final class EvaluateService {
    public static final int DEFAULT_DOCUMENT_BYTES = 2048;
    /** Documents whose distributions are in memory at the same time. */
    private static final int DOCUMENTS_AT_ONCE = 16;

    /** @throws org.bytestill.problem.UserError if a model or text cannot be read; CancellationException if the listener cancels */
    public EvaluateReport evaluate(EvaluateRequest request, Progress progress) {
        long started = System.nanoTime();
        TorchThread.prepare(0);
        Device device = Device.named(request.device());
        boolean isRun = RunFolder.isAt(request.model());
        CheckpointChoice choice = isRun ? CheckpointChoice.of(request.model(), request.checkpoint())
                : new CheckpointChoice(-1, request.model(), null);
        int documentBytes = isRun ? choice.config().text().documentBytes() : DEFAULT_DOCUMENT_BYTES;
        TextSource source = request.ownDocuments() ? request.source().withDocumentBytes(documentBytes) : request.source();
        RunConfig.Chat chatSettings = isRun ? choice.config().chat() : request.chat();
        RunChats chats = new RunChats(choice.folder(), request.teachers(), chatSettings, source.documentBytes(), LocalDateTime.now());
        Corpus corpus;
        try (chats) {
            corpus = Corpus.read(source, chats);
        }
        List<Document> compared = request.teachers().isEmpty() ? List.of() : beginning(corpus.documents(), request.agreementBytes());
        List<List<Document>> pieces = parts(corpus.documents());
        List<Integer> own = request.part().pieces(pieces.stream().map(Fingerprint::of).toList());
        List<List<Document>> comparedPieces = parts(compared);
        Counted counted = new Counted(progress, Stream.of(pieces, comparedPieces)
                .flatMap(all -> own.stream().filter(piece -> piece < all.size()).flatMap(piece -> all.get(piece).stream()))
                .mapToLong(Document::size).sum());
        Tokenizer tokenizer = chats.withTurnEnd(choice.folder(), Tokenizer.open(choice.folder()));
        try (LoadedModel model = new LoadedModel(choice.folder(), tokenizer, Dtype.FLOAT32, device)) {
            Map<Integer, BitsPerByte> quality = quality(choice.folder(), model, pieces, own, counted);
            Map<Integer, Agreement> agreement = Map.of();
            if (!request.teachers().isEmpty()) {
                try (TeacherEnsemble teacher = new TeacherEnsemble(request.teachers(), request.mixture(), chats::withTurnEnd, Dtype.FLOAT32,
                        device)) {
                    agreement = agreement(teacher.documents(request.converter()), model, request.converter(), comparedPieces, own,
                            counted);
                }
            }
            Map<Integer, EvaluatedPart.Sums> sums = new TreeMap<>();
            for (int piece : own) {
                sums.put(piece, new EvaluatedPart.Sums(quality.get(piece), agreement.getOrDefault(piece, Agreement.NONE)));
            }
            EvaluatedPart part = new EvaluatedPart(request.part() == CorpusPart.WHOLE ? Map.of() : fingerprint(request, choice, corpus),
                    request.part(), pieces.size(), sums);
            EvaluatedPart.Sums all = part.together();
            return new EvaluateReport(choice.folder(), choice.update(), all.quality(), all.agreement(),
                    (System.nanoTime() - started) / 1e9, part);
        }
    }

    /** What the numbers depend on. */
    private static Map<String, String> fingerprint(EvaluateRequest request, CheckpointChoice choice, Corpus corpus) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("model", choice.folder().toString());
        names.put("weights", TeacherBytes.hashOf(choice.folder()));
        names.put("text", corpus.fingerprint());
        request.teachers().forEach(teacher -> names.put("teacher " + (names.size() - 2), TeacherBytes.hashOf(teacher)));
        if (!request.teachers().isEmpty()) {
            names.put("method", request.mixture() + " " + request.converter());
            names.put("agreement bytes", String.valueOf(request.agreementBytes()));
        }
        return names;
    }

    private static Map<Integer, BitsPerByte> quality(Path folder, LoadedModel model, List<List<Document>> pieces, List<Integer> own,
            Counted counted) {
        int begin = model.tokenizer().vocabulary().beginOfSequence();
        DocumentTokenizer documentTokenizer = new DocumentTokenizer(model.tokenizer(), model.decoder().config().maxPositions() - 1);
        Map<Integer, BitsPerByte> sums = new TreeMap<>();
        for (int piece : own) {
            List<TokenizedDocument> tokenized = documentTokenizer.tokenize(pieces.get(piece));
            sums.put(piece, BitsPerByte.of(model.decoder(), begin, tokenized));
            if (!Double.isFinite(sums.get(piece).nats())) {
                throw UserError.badInput("The loss of %s on the text is not a number: its weights are not finite. Copy the model again, or"
                        + " choose another checkpoint.", folder);
            }
            counted.add(pieces.get(piece));
        }
        return sums;
    }

    private static Map<Integer, Agreement> agreement(DocumentReader teacher, LoadedModel student, ConverterSettings converter,
            List<List<Document>> pieces, List<Integer> own, Counted counted) {
        ByteReader reader = student.reader(converter);
        DocumentTokenizer documentTokenizer = new DocumentTokenizer(student.tokenizer(), Integer.MAX_VALUE);
        int begin = student.tokenizer().vocabulary().beginOfSequence();
        Map<Integer, Agreement> sums = new TreeMap<>();
        for (int piece : own) {
            if (piece >= pieces.size()) {
                continue;
            }
            List<Document> part = pieces.get(piece);
            List<Passage> passages = documentTokenizer.tokenize(part).stream().flatMap(document -> Passages.of(document, begin).stream())
                    .toList();
            Progress cancel = (done, total) -> counted.goesOn();
            sums.put(piece, Agreement.of(teacher.read(part, cancel), reader.readPassages(passages, cancel)));
            counted.add(part);
        }
        return sums;
    }

    /** The first documents, at least one, until they reach a number of bytes. */
    private static List<Document> beginning(List<Document> documents, long bytes) {
        long left = bytes == 0 ? Long.MAX_VALUE : bytes;
        List<Document> beginning = new ArrayList<>();
        for (Document document : documents) {
            if (left <= 0) {
                break;
            }
            beginning.add(document);
            left -= document.size();
        }
        return beginning;
    }

    private static List<List<Document>> parts(List<Document> documents) {
        List<List<Document>> parts = new ArrayList<>();
        for (int start = 0; start < documents.size(); start += DOCUMENTS_AT_ONCE) {
            parts.add(documents.subList(start, Math.min(documents.size(), start + DOCUMENTS_AT_ONCE)));
        }
        return parts;
    }

    /** Progress of the evaluation in bytes. */
    private static final class Counted {
        private final Progress progress;
        private final long total;
        private long done;

        Counted(Progress progress, long total) {
            this.progress = progress;
            this.total = total;
        }

        void add(List<Document> documents) {
            done += documents.stream().mapToLong(Document::size).sum();
            if (!goesOn()) {
                throw new CancellationException("evaluation");
            }
        }

        boolean goesOn() {
            return progress.report(done, total);
        }
    }
}
