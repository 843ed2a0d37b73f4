package org.bytestill.engine.job;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.Passages;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.TextSource;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.reading.DocumentReader;
import org.bytestill.engine.reading.LoadedModel;
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
        Counted counted = new Counted(progress, corpus.bytes() + compared.stream().mapToLong(Document::size).sum());
        Tokenizer tokenizer = chats.withTurnEnd(choice.folder(), Tokenizer.open(choice.folder()));
        try (LoadedModel model = new LoadedModel(choice.folder(), tokenizer, Dtype.FLOAT32, device)) {
            BitsPerByte quality = quality(choice.folder(), model, corpus.documents(), counted);
            Agreement agreement = Agreement.NONE;
            if (!request.teachers().isEmpty()) {
                try (TeacherEnsemble teacher = new TeacherEnsemble(request.teachers(), request.mixture(), chats::withTurnEnd, Dtype.FLOAT32,
                        device)) {
                    agreement = agreement(teacher.documents(request.converter()), model, request.converter(), compared, counted);
                }
            }
            return new EvaluateReport(choice.folder(), choice.update(), quality, agreement, (System.nanoTime() - started) / 1e9);
        }
    }

    private static BitsPerByte quality(Path folder, LoadedModel model, List<Document> documents, Counted counted) {
        int begin = model.tokenizer().vocabulary().beginOfSequence();
        DocumentTokenizer documentTokenizer = new DocumentTokenizer(model.tokenizer(), model.decoder().config().maxPositions() - 1);
        BitsPerByte sum = BitsPerByte.NONE;
        for (List<Document> part : parts(documents)) {
            List<TokenizedDocument> tokenized = documentTokenizer.tokenize(part);
            sum = sum.plus(BitsPerByte.of(model.decoder(), begin, tokenized));
            counted.add(part);
        }
        if (!Double.isFinite(sum.nats())) {
            throw UserError.badInput("The loss of %s on the text is not a number: its weights are not finite. Copy the model again, or"
                    + " choose another checkpoint.", folder);
        }
        return sum;
    }

    private static Agreement agreement(DocumentReader teacher, LoadedModel student, ConverterSettings converter, List<Document> documents,
            Counted counted) {
        ByteReader reader = student.reader(converter);
        DocumentTokenizer documentTokenizer = new DocumentTokenizer(student.tokenizer(), Integer.MAX_VALUE);
        int begin = student.tokenizer().vocabulary().beginOfSequence();
        Agreement sum = Agreement.NONE;
        for (List<Document> part : parts(documents)) {
            List<Passage> own = documentTokenizer.tokenize(part).stream().flatMap(document -> Passages.of(document, begin).stream())
                    .toList();
            Progress cancel = (done, total) -> counted.goesOn();
            sum = sum.plus(Agreement.of(teacher.read(part, cancel), reader.readPassages(own, cancel)));
            counted.add(part);
        }
        return sum;
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
