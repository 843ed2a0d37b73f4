package org.bytestill.engine.plan;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.TextAmount;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.machine.Machines;
import org.bytestill.engine.reading.InitialStudent;
import org.bytestill.engine.reading.OpenedModel;
import org.bytestill.engine.reading.RunTexts;
import org.bytestill.model.Architecture;
import org.bytestill.model.ModelConfig;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.objective.Workload;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.UserError;
import org.bytestill.text.Tokenizer;

/**
 * Cost model of a run: operations (FLOPs) from the shapes of the models and a sample of the text, time from the FLOPs that a core
 * sustains per second. Reads headers, not weights.
 */
public final class RunEstimate {
    /** Float32 operations per second that one core sustains in these models; the lower bound is that of the smallest matrices. */
    private static final double CORE_FLOPS_LOW = 5e9;
    private static final double CORE_FLOPS_HIGH = 35e9;
    /** Cost of the beam search for a byte, beside the model. */
    private static final double SECONDS_PER_BYTE_OF_BEAM = 1e-4;
    static final long RUNTIME_BYTES = 400L << 20;
    private static final int SAMPLE_BYTES = 16_384;
    /** Rows that are held before a shard of them is written, and states of a pass. */
    private static final long SHARD_BYTES = 128L << 20;
    /** Bytes of text in one batch of the teacher: about 8,192 tokens of prose. */
    private static final int BYTES_READ_AT_ONCE = 32_768;

    /**
     * @param base folder that relative paths start at
     * @throws UserError if models or text cannot be read
     */
    public Estimate of(RunConfig given, Path base, Path runFolder) {
        RunConfig config = RunConfigFile.resolved(given, base);
        Sizes sizes = Sizes.of(config);
        double cores = config.hardware().threads() > 0 ? config.hardware().threads() : Runtime.getRuntime().availableProcessors();
        double convert = convertFlops(config, sizes) / cores;
        double beam = Objectives.usesTeacherBytes(config) ? sizes.convertedBytes * SECONDS_PER_BYTE_OF_BEAM : 0;
        double train = trainFlops(config, sizes) / cores;
        return new Estimate(convert / CORE_FLOPS_HIGH, convert / CORE_FLOPS_LOW + beam, train / CORE_FLOPS_HIGH, train / CORE_FLOPS_LOW,
                sizes.convertMemoryBytes, trainMemory(config, sizes).bytes(config), Machines.freeMemory(), disk(config, sizes),
                freeDisk(runFolder), sizes.trainBytes, config.training().updates(), sizes.updateBytes,
                (double) config.training().updates() * sizes.updateBytes / sizes.trainBytes, sizes.teacherParameters,
                sizes.studentParameters,
                sizes.trainedParameters + sizes.headParameters);
    }

    /**
     * The operations of a run, to tell from the time of one part how long another will take.
     *
     * @param convert FLOPs of reading the text with the teacher
     * @param train   FLOPs of training and evaluations
     */
    public record Operations(double convert, double train) {}

    /** What a run is planned by before it begins. */
    public record Plan(TrainMemory memory, Operations operations) {}

    /** Memory and operations of a run; the paths of the configuration are absolute. Opens the student's tokenizer once. */
    public static Plan plan(RunConfig config) {
        Sizes sizes = Sizes.of(config);
        return new Plan(trainMemory(config, sizes), new Operations(convertFlops(config, sizes), trainFlops(config, sizes)));
    }

    /** Sizes of models and text, from which the estimate is computed. */
    private static final class Sizes {
        private ModelConfig student;
        /** Sum over all teachers of a mixture. */
        private long teacherParameters;
        /** Memory while the largest teacher is read. */
        private long convertMemoryBytes;
        private long studentParameters;
        /** Trained parameters of the student, or of its adapters. */
        private long trainedParameters;
        private long headParameters;
        private long trainBytes;
        private long validationBytes;
        private long convertedBytes;
        private long updateBytes;
        private double bytesPerStudentToken;
        /** Of the first teacher; only if its token rows are cached. */
        private double bytesPerTeacherToken;
        private int teacherIds;

        static Sizes of(RunConfig config) {
            Sizes sizes = new Sizes();
            try (OpenedModel student = InitialStudent.opened(config)) {
                sizes.student = student.config();
                sizes.studentParameters = student.architecture().parameterCount();
                sizes.trainedParameters = AdaptationCheck.trainedParameters(config, student.architecture());
                sizes.bytesPerStudentToken = bytesPerToken(student.tokenizer(), config);
            }
            if (Objectives.usesTeacher(config)) {
                for (String folder : config.teachers()) {
                    Architecture teacher = Architecture.read(Path.of(folder));
                    sizes.teacherParameters += teacher.parameterCount();
                    sizes.convertMemoryBytes = Objectives.usesTeacherBytes(config)
                            ? Math.max(sizes.convertMemoryBytes, convertMemory(config, teacher)) : 0;
                }
            }
            if (cachesTokens(config)) {
                sizes.addTokenRows(config);
            }
            sizes.headParameters = Objectives.of(config).byteHead(config, sizes.student.hiddenSize())
                    .parameters(sizes.student.hiddenSize());
            sizes.trainBytes = TextAmount.of(RunTexts.train(config)).bytes();
            sizes.validationBytes = config.text().validation().isEmpty() ? heldOut(config, sizes.trainBytes)
                    : TextAmount.of(RunTexts.validation(config)).bytes();
            sizes.convertedBytes = sizes.trainBytes + agreementBytes(config, sizes);
            long documents = Math.max(1, sizes.trainBytes / config.text().documentBytes());
            long usualDocument = Math.min(sizes.trainBytes / documents, config.text().documentBytes());
            sizes.updateBytes = config.training().batchDocuments() * usualDocument;
            return sizes;
        }

        private void addTokenRows(RunConfig config) {
            Architecture teacher = Architecture.read(Path.of(config.teacher()));
            try (Tokenizer tokenizer = Tokenizer.open(Path.of(config.teacher()))) {
                bytesPerTeacherToken = bytesPerToken(tokenizer, config);
            }
            teacherIds = teacher.config().vocabularySize();
            convertMemoryBytes = teacher.parameterCount() * teacherBytes(config) + SHARD_BYTES + RUNTIME_BYTES;
        }

        /** Rows of the training text on disk: each id kept is a number and its logit, if all are kept a logit. */
        private long tokenRowBytes(RunConfig config) {
            int kept = config.teacherRows().topK();
            boolean all = kept == 0 || kept >= teacherIds;
            return (long) (trainBytes / bytesPerTeacherToken * (all ? 4.0 * teacherIds + 8 : 8.0 * kept + 8));
        }

        private static long agreementBytes(RunConfig config, Sizes sizes) {
            long wanted = config.evaluation().agreementBytes();
            return wanted == 0 ? sizes.validationBytes : Math.min(wanted, sizes.validationBytes);
        }

        /** Bytes of a share of the training text, at least what an evaluation reads. */
        private static long heldOut(RunConfig config, long trainBytes) {
            return Math.min(trainBytes / 4, Math.max(Math.round(config.text().validationShare() * trainBytes),
                    config.evaluation().agreementBytes()));
        }

        private static double bytesPerToken(Tokenizer tokenizer, RunConfig config) {
            Path first = RunTexts.train(config).files().get(0);
            List<Document> sample;
            try (RunChats chats = RunChats.of(config, Path.of(config.student()), Instant.EPOCH)) {
                sample = Corpus.read(RunTexts.beginning(config, first, SAMPLE_BYTES), chats).documents();
            }
            long tokens = sample.stream().mapToLong(document -> tokenizer.encode(document.bytes()).length).sum();
            return (double) sample.stream().mapToLong(Document::size).sum() / tokens;
        }
    }

    private static double rowsPerByte(RunConfig config) {
        return rowsPerByte(config.converter().method(), config.converter().threshold());
    }

    /** Model evaluations per byte, rounded from audits of trained models on prose (method.md 1.7). */
    static double rowsPerByte(ConverterSettings.Method method, double threshold) {
        if (method == ConverterSettings.Method.COVER) {
            return 1;
        }
        if (method == ConverterSettings.Method.EOT) {
            return 0.3;
        }
        return threshold >= 0.05 ? 0.6 : threshold >= 0.01 ? 0.85 : threshold >= 0.001 ? 1.8 : threshold >= 0.0001 ? 3.2 : 13;
    }

    private static boolean cachesTokens(RunConfig config) {
        return Objectives.of(config).teacher() == TeacherNeed.TOKENS && config.teacherRows().source() == RunConfig.RowSource.CACHED;
    }

    private static boolean keepsTeacher(RunConfig config) {
        return Objectives.of(config).teacher() == TeacherNeed.TOKENS && !cachesTokens(config);
    }

    private static double convertFlops(RunConfig config, Sizes sizes) {
        if (cachesTokens(config)) {
            return 2.0 * sizes.teacherParameters * sizes.trainBytes / sizes.bytesPerTeacherToken;
        }
        return Objectives.usesTeacherBytes(config) ? 2.0 * sizes.teacherParameters * sizes.convertedBytes * rowsPerByte(config) : 0;
    }

    /** FLOPs per token of a teacher that is evaluated while the student trains. */
    private static double liveTeacherFlops(RunConfig config, Sizes sizes) {
        return keepsTeacher(config) ? 2.0 * sizes.teacherParameters : 0;
    }

    private static double trainFlops(RunConfig config, Sizes sizes) {
        double updateTokens = sizes.updateBytes / sizes.bytesPerStudentToken;
        double token = tokenFlops(config, sizes) * Objectives.of(config).cost(config, workload(config, sizes)).times()
                + liveTeacherFlops(config, sizes);
        double updates = (token * updateTokens + OnPolicyCost.flops(config, sizes.studentParameters, tokenFlops(config, sizes),
                sizes.teacherParameters * rowsPerByte(config) * sizes.bytesPerStudentToken)) * config.training().updates();
        double evaluations = 2.0 + config.training().updates() / (double) config.evaluation().everyUpdates();
        double losses = 2.0 * (sizes.studentParameters + sizes.headParameters) * sizes.validationBytes / sizes.bytesPerStudentToken;
        double agreement = 2.0 * sizes.studentParameters * (sizes.convertedBytes - sizes.trainBytes);
        double tasks = TaskCost.flops(config, sizes.studentParameters, sizes.bytesPerStudentToken, updates);
        return updates + tasks + evaluations * (losses + (config.teacher().isBlank() ? 0 : agreement));
    }

    private static Workload workload(RunConfig config, Sizes sizes) {
        return new Workload(sizes.student, sizes.studentParameters, sizes.bytesPerStudentToken,
                OnPolicyCost.longestDocument(config, config.text().documentBytes() / sizes.bytesPerStudentToken),
                config.training().microBatchDocuments(), tokenFlops(config, sizes));
    }

    /**
     * FLOPs per token. For each weight, 2 in the forward pass, 2 in the backward pass for the gradient of the hidden states, unless nothing
     * before them is trained, and 2 for the gradient of the weight if it is trained.
     */
    private static double tokenFlops(RunConfig config, Sizes sizes) {
        boolean backward = config.adaptation().form() != RunConfig.Form.HEAD;
        return (backward ? 4.0 : 2.0) * sizes.studentParameters + 2.0 * sizes.trainedParameters + 6.0 * sizes.headParameters;
    }

    private static long convertMemory(RunConfig config, Architecture architecture) {
        ModelConfig teacher = architecture.config();
        int weightBytes = teacherBytes(config);
        double keysAndValues = 2.0 * teacher.layers() * teacher.keyValueWidth() * weightBytes * rowsPerByte(config);
        double bytesAtOnce = Math.max(BYTES_READ_AT_ONCE, config.text().documentBytes());
        if (config.converter().kvGib() > 0) {
            // At least one document is read at a time, even if it needs more.
            double allowed = config.converter().kvGib() * (1L << 30) / keysAndValues;
            bytesAtOnce = Math.min(bytesAtOnce, Math.max(allowed, config.text().documentBytes()));
        }
        long positions = (long) (bytesAtOnce * rowsPerByte(config));
        long cache = (long) (keysAndValues * bytesAtOnce);
        // Distributions in log space, and their prefix sums over the trie of the vocabulary in double.
        long rows = positions * 16L * 257 + 256L * teacher.vocabularySize() * 12;
        return architecture.parameterCount() * weightBytes + cache + rows + RUNTIME_BYTES;
    }

    private static TrainMemory trainMemory(RunConfig config, Sizes sizes) {
        long positions = (long) Objectives.of(config).cost(config, workload(config, sizes)).positions();
        boolean stays = keepsTeacher(config) || config.isOnPolicy();
        long teacher = (stays ? sizes.teacherParameters * teacherBytes(config) : 0)
                + OnPolicyCost.memoryBytes(config, sizes.student, sizes.studentParameters);
        return TrainMemory.of(config, sizes.student, sizes.studentParameters, sizes.trainedParameters, sizes.headParameters, positions,
                teacher);
    }

    private static int teacherBytes(RunConfig config) {
        return config.hardware().teacherPrecision().bytes();
    }

    /** Memory of the training; the paths of the configuration are absolute. */
    public static TrainMemory trainMemory(RunConfig config) {
        return trainMemory(config, Sizes.of(config));
    }

    private static long disk(RunConfig config, Sizes sizes) {
        double coverage = config.converter().coverage();
        // Bytes on disk per byte of text at each coverage, measured on English prose.
        long bytesPerRow = coverage >= 1 ? 1100 : coverage >= 0.9999 ? 110 : coverage >= 0.999 ? 70 : 40;
        long checkpoint = 12L * (sizes.trainedParameters + sizes.headParameters);
        // The newest, the best, and one while it is written.
        long made = config.newTokenizer().isBlank() ? 0 : 4L * sizes.studentParameters;
        long rows = cachesTokens(config) ? sizes.tokenRowBytes(config)
                : Objectives.usesTeacherBytes(config) ? config.teachers().size() * sizes.convertedBytes * bytesPerRow : 0;
        return rows + made
                + checkpoint * (config.checkpoint().keepLast() + 2L);
    }

    private static long freeDisk(Path runFolder) {
        Path existing = runFolder.toAbsolutePath().normalize();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            FileStore store = Files.getFileStore(existing == null ? Path.of("/") : existing);
            return store.getUsableSpace();
        } catch (IOException e) {
            throw UserError.disk("The disk of %s cannot be asked for its free space (%s).", runFolder, e.getMessage()).causedBy(e);
        }
    }
}
