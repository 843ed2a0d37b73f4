package org.bytestill.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Mixture;
import org.bytestill.problem.Check;
import org.bytestill.torch.Dtype;

/**
 * The configuration of a run, with all its hyperparameters: the content of {@code run.yaml}, key for key (camelCase here, snake_case
 * there). Every value has a default. What each means is said once, in {@code i18n/settings.properties}: the comment in the file and
 * the help of the window. Immutable; {@link RunConfigFile} reads, changes and writes it.
 */
public record RunConfig(
        String name,
        String objective,
        String teacher,
        List<String> moreTeachers,
        Mixture mix,
        String student,
        String newTokenizer,
        Text text,
        Chat chat,
        Converter converter,
        TokenRows teacherRows,
        ByteHead byteHead,
        Adaptation adaptation,
        Loss loss,
        Covering covering,
        TokenKl tokenKl,
        OneToOne oneToOne,
        Alm alm,
        Bpm bpm,
        TokenEnds tokenEnds,
        Uld uld,
        Gold gold,
        Simct simct,
        Mined mined,
        XToken xToken,
        OnPolicy onPolicy,
        Training training,
        Evaluation evaluation,
        Checkpoint checkpoint,
        Hardware hardware,
        AtEnd atEnd,
        long seed) {

    private static final Pattern LAYERS = Pattern.compile("(\\d{1,4})(?:\\s*-\\s*(\\d{1,4}))?");

    /** The objective of a file that names none: the published one. */
    public static final String PUBLISHED_OBJECTIVE = "bld";
    /** The objective of a new run. */
    public static final String RECOMMENDED_OBJECTIVE = "covering";

    public record Text(
            List<String> train,
            List<String> validation,
            @Setting(pairs = true) List<String> map,
            @Setting(atLeast = 16) int documentBytes,
            @Setting(atLeast = 0) long maxTrainBytes,
            @Setting(atLeast = 0) long maxValidationBytes,
            @Setting(atLeast = 0.001, atMost = 0.5) double validationShare,
            @Setting(advanced = true) Repeated duplicates,
            @Setting(advanced = true) Repeated overlap) {}

    /** What is done with documents that are there more than once. */
    public enum Repeated { KEEP, REMOVE }

    /** Which messages of a conversation are supervised: the assistant's, its last one, or all. */
    public enum Supervise {
        ASSISTANT, LAST, ALL
    }

    /** What the thinking before an answer is for: learnt as the answer is, or context alone. */
    public enum Thinking { SUPERVISED, CONTEXT }

    public record Chat(
            Supervise supervise,
            Thinking thinking,
            String template) {}

    public record Converter(
            ConverterSettings.Method method,
            @Setting(atLeast = 1) int width,
            @Setting(atLeast = 0, atMost = 0.999) double threshold,
            @Setting(atLeast = 0.5, atMost = 1) double coverage,
            @Setting(atLeast = 0) double kvGib) {}

    /** Where next-token distributions come from during training: a teacher in memory, or rows that were computed before. */
    public enum RowSource {
        LIVE, CACHED
    }

    public record TokenRows(
            RowSource source,
            @Setting(atLeast = 0) int topK,
            @Setting(advanced = true) String folder) {}

    public record ByteHead(
            @Setting(advanced = true) HeadKind kind,
            @Setting(atLeast = 1, atMost = 64, advanced = true) int positions,
            @Setting(atLeast = 0, atMost = 8192, advanced = true) int width) {}

    /** How a byte head reads a token: one map a byte, or byte after byte. */
    public enum HeadKind { PARALLEL, AUTOREGRESSIVE }

    /** Which weights are trained: all of the student, low-rank adapters (LoRA) beside them, or the byte head alone. */
    public enum Form {
        FULL, LORA, HEAD
    }

    public record Adaptation(
            Form form,
            @Setting(atLeast = 1, atMost = 65536) int rank,
            @Setting(atLeast = 0.001) double alpha,
            List<String> modules,
            List<String> layers) {

        /** The layers by number; empty for all. Throws UserError if an entry is neither a number nor a range. */
        public List<Integer> layerNumbers() {
            List<Integer> numbers = new ArrayList<>();
            for (String entry : layers) {
                Matcher range = LAYERS.matcher(entry.strip());
                Check.that(range.matches(), "\"%s\" is neither a number nor a range such as 0-7.", entry);
                int first = Integer.parseInt(range.group(1));
                int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
                Check.that(first <= last, "\"%s\" goes backwards.", entry);
                IntStream.rangeClosed(first, last).filter(layer -> !numbers.contains(layer)).forEach(numbers::add);
            }
            return numbers;
        }
    }

    public record Loss(
            @Setting(atLeast = 0) double byteWeight,
            @Setting(atLeast = 0) double klWeight,
            @Setting(advanced = true) boolean maskWhitespace) {
        /** With all tokens supervised. */
        public Loss(double byteWeight, double klWeight) {
            this(byteWeight, klWeight, false);
        }
    }

    public record Covering(
            @Setting(atLeast = 0) double klWeight,
            @Setting(atLeast = 1) int oneDocumentIn,
            @Setting(advanced = true) CoveredBytes bytes,
            @Setting(atLeast = 0.01, atMost = 1, advanced = true) double byteShare,
            @Setting(atLeast = 0, atMost = 0.5, advanced = true) double prune,
            @Setting(atLeast = 0.01, atMost = 1, advanced = true) double gradientShare,
            @Setting(atLeast = 0) double tokenWeight,
            @Setting(advanced = true) boolean maskWhitespace,
            @Setting(advanced = true) DivergenceKind divergence,
            @Setting(atLeast = 0, atMost = 1, advanced = true) double beta) {
        /** With all tokens supervised, their cross-entropy at weight 1, and the KL from the teacher. */
        public Covering(double klWeight, int oneDocumentIn, CoveredBytes bytes, double byteShare, double prune, double gradientShare) {
            this(klWeight, oneDocumentIn, bytes, byteShare, prune, gradientShare, 1, false, DivergenceKind.FORWARD, 0.5);
        }
    }

    public record TokenKl(
            DivergenceKind divergence,
            @Setting(atLeast = 0, atMost = 1, advanced = true) double beta,
            @Setting(atLeast = 0.01, atMost = 100) double temperature,
            @Setting(atLeast = 0) double klWeight,
            @Setting(atLeast = 0) double tokenWeight) {}

    public record OneToOne(
            DivergenceKind divergence,
            @Setting(atLeast = 0) int topK,
            @Setting(atLeast = 0.01, atMost = 100) double temperature,
            @Setting(atLeast = 0) double weight,
            @Setting(atLeast = 0) double tokenWeight) {}

    public record Alm(
            @Setting(atLeast = 0.01, atMost = 1e6) double temperature,
            @Setting(atLeast = 0, atMost = 0.1, advanced = true) double epsilon,
            @Setting(atLeast = 0) double weight,
            @Setting(atLeast = 0) double tokenWeight) {}

    public record Bpm(
            Crossing crossing,
            @Setting(advanced = true) boolean maskWhitespace,
            @Setting(atLeast = 0) double weight,
            @Setting(atLeast = 0) double tokenWeight) {}

    public record TokenEnds(
            @Setting(atLeast = 0) double weight,
            @Setting(atLeast = 0) double tokenWeight) {}

    /** Where the mass of a teacher token goes that student tokens reach beyond: along the text's own path, or to none of them. */
    public enum Crossing {
        CHAIN, NONE
    }

    public record Uld(
            Merge merge,
            @Setting(advanced = true) boolean oneToOneOnly,
            @Setting(atLeast = 0.01, atMost = 100) double temperature,
            @Setting(atLeast = 0) double weight,
            @Setting(atLeast = 0) double tokenWeight) {}

    public record Gold(
            Merge merge,
            @Setting(atLeast = 0, atMost = 1) double beta,
            Weighing weighing,
            @Setting(atLeast = 0, atMost = 1, advanced = true) double matchedWeight,
            @Setting(atLeast = 0.01, atMost = 100) double temperature,
            @Setting(atLeast = 0) double weight,
            @Setting(atLeast = 0) double tokenWeight) {}

    /** Which token's distribution stands for a group of several, times the probabilities of the others. */
    public enum Merge { LAST, FIRST }

    /** How the two parts of gold are weighed: by the share of the teacher's ids that are shared, or by a number. */
    public enum Weighing {
        VOCABULARY, FIXED
    }

    public record Simct(
            DivergenceKind divergence,
            Scores scores,
            @Setting(atLeast = 0.01, atMost = 100) double temperature,
            @Setting(atLeast = 0) double weight,
            @Setting(atLeast = 0) double tokenWeight) {}

    public record Mined(
            DivergenceKind divergence,
            @Setting(atLeast = 0.01, atMost = 100) double temperature,
            @Setting(atLeast = 0) double weight,
            @Setting(atLeast = 0) double tokenWeight) {}

    public record XToken(
            @Setting(atLeast = 1) int topK,
            @Setting(atLeast = 0.01, atMost = 100) double temperature,
            @Setting(atLeast = 0) double weight,
            @Setting(atLeast = 0) double tokenWeight) {}

    public record OnPolicy(
            @Setting(atLeast = 0, atMost = 1) double share,
            @Setting(atLeast = 0, atMost = 10) double temperature,
            @Setting(atLeast = 0.01, atMost = 1, advanced = true) double topP,
            @Setting(atLeast = 1, atMost = 100_000) int maxNewTokens,
            @Setting(atLeast = 1) int promptBytes,
            @Setting(atLeast = 0) double referenceWeight,
            WrittenEnd end,
            @Setting(advanced = true) OnAlarm onAlarm,
            @Setting(atLeast = 1, advanced = true) int evaluationPrompts) {

        /** Number of the documents of an update that serve as prompts. */
        public int prompts(int documents) {
            return (int) Math.round(share * documents);
        }
    }

    /** Whether the place where the student stopped has a term: none, or the teacher's view of the end of the sequence. */
    public enum WrittenEnd {
        MASKED, SCORED
    }

    /** What follows if written texts become endless or repeat themselves. */
    public enum OnAlarm {
        WARN, STOP
    }

    /** How a token is scored: by its log-probability, or by its logit, which compares numbers of different rows. */
    public enum Scores {
        LOG_PROBS, LOGITS
    }

    /** Divergences between next-token or next-byte distributions. */
    public enum DivergenceKind { FORWARD, REVERSE, JSD }

    /** Bytes at which the covering is supervised. */
    public enum CoveredBytes { ALL, ENTROPY, DISAGREEMENT }

    public record Training(
            @Setting(atLeast = 1) int updates,
            @Setting(atLeast = 0) int step1Updates,
            Backbone step1Backbone,
            @Setting(atLeast = 1) int batchDocuments,
            @Setting(atLeast = 1) int microBatchDocuments,
            @Setting(atLeast = 0) double learningRate,
            @Setting(atLeast = 0) double headLearningRate,
            @Setting(atLeast = 0, atMost = 1) double warmUpFraction,
            @Setting(atLeast = 0) double weightDecay,
            @Setting(atLeast = 0) double clipNorm,
            Recompute recomputeActivations) {}

    /** Activation recomputation (gradient checkpointing): when a block's activations are computed twice instead of being kept. */
    public enum Recompute {
        AUTO, ALWAYS, NEVER
    }

    /** Whether training step 1 changes the student's own weights. */
    public enum Backbone { FROZEN, TRAINED }

    public record Evaluation(
            @Setting(atLeast = 1) int everyUpdates,
            @Setting(atLeast = 0) long agreementBytes,
            @Setting(atLeast = 0) int stopAfterWorse,
            @Setting(atLeast = 0, advanced = true) int gradientsEvery,
            @Setting(advanced = true) List<String> tasks,
            @Setting(atLeast = 1, advanced = true) int tasksEvery,
            @Setting(atLeast = 0, advanced = true) int taskLimit,
            @Setting(atLeast = 0, atMost = 1, advanced = true) double taskShare,
            @Setting(advanced = true) List<String> probes) {}

    public record Checkpoint(
            @Setting(atLeast = 1) int everyUpdates,
            @Setting(atLeast = 0) double everyMinutes,
            @Setting(atLeast = 1) int keepLast) {}

    public record Hardware(
            String device,
            Precision teacherPrecision,
            Precision studentPrecision,
            @Setting(atLeast = 0) int threads,
            @Setting(atLeast = 0) double memoryGib,
            OnOutOfMemory onOutOfMemory,
            boolean keepAwake) {}

    /** What follows when the memory of the device does not suffice for an update, which is left undone in every case. */
    public enum OnOutOfMemory {
        STOP, PAUSE, HALVE, RECOMPUTE
    }

    public record AtEnd(boolean tell) {}

    /** Number formats of weights and activations. */
    public enum Precision {
        FLOAT32(Dtype.FLOAT32), BFLOAT16(Dtype.BFLOAT16);

        private final Dtype dtype;

        Precision(Dtype dtype) {
            this.dtype = dtype;
        }

        /** The same as a format of tensors. */
        public Dtype dtype() {
            return dtype;
        }

        /** Bytes of a number. */
        public int bytes() {
            return dtype.bytes();
        }

        /** The word people use, such as {@code bfloat16}. */
        public String word() {
            return dtype.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The value of every key that {@code run.yaml} does not contain: the published method, so that files keep their meaning that were
     * written before there was another objective. The learning rate, batch and schedule are those of ALM (method.md 4).
     */
    public static RunConfig defaults() {
        return new RunConfig("run", PUBLISHED_OBJECTIVE,
                "", List.of(), Mixture.ARITHMETIC,
                "", "",
                new Text(List.of(), List.of(), List.of(), 2048, 0, 0, 0.02, Repeated.KEEP, Repeated.REMOVE),
                new Chat(Supervise.ASSISTANT, Thinking.SUPERVISED, ""),
                new Converter(ConverterSettings.Method.BEAM, 10, 0.01, 0.999, 0),
                new TokenRows(RowSource.LIVE, 256, ""),
                new ByteHead(HeadKind.PARALLEL, 10, 0),
                new Adaptation(Form.FULL, 64, 64, List.of(), List.of()),
                new Loss(1.0, 0.1),
                new Covering(5.0, 1, CoveredBytes.ALL, 0.25, 3e-3, 0.1),
                new TokenKl(DivergenceKind.FORWARD, 0.5, 1, 1, 1),
                new OneToOne(DivergenceKind.REVERSE, 16, 1, 1, 1),
                new Alm(100, 1e-6, 100, 1),
                new Bpm(Crossing.CHAIN, true, 1, 1),
                new TokenEnds(1, 1),
                new Uld(Merge.LAST, false, 1, 1.5, 1),
                new Gold(Merge.LAST, 0.5, Weighing.VOCABULARY, 0.5, 1, 1, 1),
                new Simct(DivergenceKind.REVERSE, Scores.LOG_PROBS, 1, 1, 1),
                new Mined(DivergenceKind.FORWARD, 1, 1, 1),
                new XToken(8192, 1, 1, 1),
                new OnPolicy(0, 1, 1, 128, 256, 0.05, WrittenEnd.MASKED, OnAlarm.WARN, 16),
                new Training(5000, 500, Backbone.FROZEN, 64, 8, 1e-5, 1e-5, 0.1, 0.0, 1.0, Recompute.AUTO),
                new Evaluation(250, 32_768, 0, 50, List.of(), 1, 100, 0.05, List.of()),
                new Checkpoint(500, 10, 2),
                new Hardware("auto", Precision.FLOAT32, Precision.FLOAT32, 0, 0, OnOutOfMemory.STOP, true),
                new AtEnd(false),
                42);
    }

    /** The configuration of a new run: the covering objective with weight 5 (method.md 3.1), the rest as in {@link #defaults()}. */
    public static RunConfig recommended() {
        return RunConfigFile.with(defaults(), "objective", RECOMMENDED_OBJECTIVE);
    }

    /** Whether the student writes some of the text that it is trained on. */
    public boolean isOnPolicy() {
        return onPolicy.share > 0;
    }

    /** The teacher and the further ones mixed with it; empty if none is named. */
    public List<String> teachers() {
        List<String> all = new ArrayList<>(moreTeachers);
        if (!teacher.isBlank()) {
            all.add(0, teacher);
        }
        return List.copyOf(all);
    }
}
