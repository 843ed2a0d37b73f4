package org.bytestill.engine.plan;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.TextAmount;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.reading.InitialStudent;
import org.bytestill.engine.reading.OpenedModel;
import org.bytestill.engine.reading.RunTexts;
import org.bytestill.model.Architecture;
import org.bytestill.model.ModelConfig;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.text.Tokenizer;

/** Sizes of models and text, from which cost is computed. Read from headers and a sample of the text. */
final class RunSizes {
    private static final int SAMPLE_BYTES = 16_384;

    ModelConfig student;
    /** Sum over all teachers of a mixture. */
    long teacherParameters;
    /** Architectures of the teachers, each once. */
    final List<Architecture> teachers = new ArrayList<>();
    long studentParameters;
    /** Trained parameters of the student, or of its adapters. */
    long trainedParameters;
    long headParameters;
    long trainBytes;
    long validationBytes;
    long convertedBytes;
    long updateBytes;
    double bytesPerStudentToken;
    /** Tokens that a document as long as may be would have, were it as dense as the densest of the sample: rows are padded to such ones. */
    double documentTokens;
    /** Of the first teacher; only if its token rows are cached. */
    double bytesPerTeacherToken;
    int teacherIds;

    static RunSizes of(RunConfig config) {
        RunSizes sizes = new RunSizes();
        try (OpenedModel student = InitialStudent.opened(config)) {
            sizes.student = student.config();
            sizes.studentParameters = student.architecture().parameterCount();
            sizes.trainedParameters = AdaptationCheck.trainedParameters(config, student.architecture());
            sizes.bytesPerStudentToken = bytesPerToken(student.tokenizer(), config);
            sizes.documentTokens = densestDocument(student.tokenizer(), config);
        }
        if (Objectives.usesTeacher(config)) {
            for (String folder : config.teachers()) {
                Architecture teacher = Architecture.read(Path.of(folder));
                sizes.teacherParameters += teacher.parameterCount();
                sizes.teachers.add(teacher);
            }
        }
        if (TeacherUse.cachesTokens(config)) {
            sizes.addTokenRows(config);
        }
        sizes.headParameters = Objectives.of(config).byteHead(config, sizes.student.hiddenSize())
                .parameters(sizes.student.hiddenSize());
        TextAmount train = TextAmount.of(RunTexts.train(config));
        sizes.trainBytes = train.bytes();
        sizes.validationBytes = config.text().validation().isEmpty() ? heldOut(config, sizes.trainBytes)
                : TextAmount.of(RunTexts.validation(config)).bytes();
        sizes.convertedBytes = sizes.trainBytes + agreementBytes(config, sizes);
        sizes.updateBytes = config.training().batchDocuments() * train.documentBytes();
        return sizes;
    }

    private void addTokenRows(RunConfig config) {
        Architecture teacher = Architecture.read(Path.of(config.teacher()));
        try (Tokenizer tokenizer = Tokenizer.open(Path.of(config.teacher()))) {
            bytesPerTeacherToken = bytesPerToken(tokenizer, config);
        }
        teacherIds = teacher.config().vocabularySize();
    }

    /** Rows of the training text on disk: each id kept is a number and its logit, if all are kept a logit. */
    long tokenRowBytes(RunConfig config) {
        int kept = config.teacherRows().topK();
        boolean all = kept == 0 || kept >= teacherIds;
        return (long) (trainBytes / bytesPerTeacherToken * (all ? 4.0 * teacherIds + 8 : 8.0 * kept + 8));
    }

    private static long agreementBytes(RunConfig config, RunSizes sizes) {
        long wanted = config.evaluation().agreementBytes();
        return wanted == 0 ? sizes.validationBytes : Math.min(wanted, sizes.validationBytes);
    }

    /** Bytes of a share of the training text, at least what an evaluation reads. */
    private static long heldOut(RunConfig config, long trainBytes) {
        return Math.min(trainBytes / 4, Math.max(Math.round(config.text().validationShare() * trainBytes),
                config.evaluation().agreementBytes()));
    }

    private static double bytesPerToken(Tokenizer tokenizer, RunConfig config) {
        List<Document> sample = sample(config);
        long tokens = sample.stream().mapToLong(document -> tokens(tokenizer, document)).sum();
        return (double) sample.stream().mapToLong(Document::size).sum() / tokens;
    }

    private static double densestDocument(Tokenizer tokenizer, RunConfig config) {
        List<Document> sample = sample(config);
        int longest = sample.stream().mapToInt(Document::size).max().orElse(1);
        return config.text().documentBytes() * sample.stream().filter(document -> 2 * document.size() >= longest)
                .mapToDouble(document -> tokens(tokenizer, document) / (double) document.size()).max().orElse(1);
    }

    private static long tokens(Tokenizer tokenizer, Document document) {
        return tokenizer.encode(document.bytes()).length;
    }

    private static List<Document> sample(RunConfig config) {
        Path first = RunTexts.train(config).files().get(0);
        try (RunChats chats = RunChats.of(config, Path.of(config.student()), Instant.EPOCH)) {
            return Corpus.read(RunTexts.beginning(config, first, SAMPLE_BYTES), chats).documents();
        }
    }
}
