package org.bytestill.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Mixture;
import org.bytestill.problem.Check;

/**
 * Everything a person decides about a run: the content of {@code run.yaml}, key for key (camelCase here, snake_case
 * there). Every value has a default. Immutable; {@link RunConfigFile} reads, changes and writes it.
 */
public record RunConfig(
        @Setting("Name of the run; letters, digits, dots and dashes.") String name,
        @Setting("What is trained on; a file that names none means bld.") String objective,
        @Setting("Folder of the teacher (Hugging Face format, or an adapter in PEFT's), or a GGUF file; not needed for sft.") String teacher,
        @Setting("Further teachers (folders or GGUF files), mixed with the first byte by byte; each is converted for itself.") List<String> moreTeachers,
        @Setting("How several teachers are mixed: arithmetic, geometric, or entropy (the surer one counts more).") Mixture mix,
        @Setting("Folder of the student to start from (Hugging Face format, or an adapter in PEFT's), or a GGUF file.") String student,
        @Setting("Tokenizer that the student gets: empty keeps its own, bytes gives it the 256 bytes; or a folder or GGUF file with one.") String newTokenizer,
        @Setting("Which text, and how it is cut into documents.") Text text,
        @Setting("How teacher tokens become bytes.") Converter converter,
        @Setting("What is added to the student for training and dropped at export.") ByteHead byteHead,
        @Setting("What of the student is trained.") Adaptation adaptation,
        @Setting("Weights of the loss terms of bld.") Loss loss,
        @Setting("The objective covering: the student is read as bytes through its own tokens.") Covering covering,
        @Setting("The objective token-kl: next-token distributions of a teacher that has the student's tokenizer.") TokenKl tokenKl,
        @Setting("How long and how fast.") Training training,
        @Setting("When progress is measured.") Evaluation evaluation,
        @Setting("When the state is saved.") Checkpoint checkpoint,
        @Setting("Where and in which precision.") Hardware hardware,
        @Setting("Master seed; every random stream is derived from it.") long seed) {

    private static final Pattern LAYERS = Pattern.compile("(\\d{1,4})(?:\\s*-\\s*(\\d{1,4}))?");

    /** What a file that names no objective means: the published one. */
    public static final String PUBLISHED_OBJECTIVE = "bld";
    /** What a new run starts from. */
    public static final String RECOMMENDED_OBJECTIVE = "covering";

    public record Text(
            @Setting("Text files to train on, relative to this file.") List<String> train,
            @Setting("Held-out text files; they are never trained on.") List<String> validation,
            @Setting(value = "Longest document, in bytes; longer text is cut where a line or word ends.", atLeast = 16) int documentBytes,
            @Setting(value = "Use at most this many bytes of the training text; 0 uses all.", atLeast = 0) long maxTrainBytes,
            @Setting(value = "Use at most this many bytes of the validation text; 0 uses all.", atLeast = 0) long maxValidationBytes) {}

    public record Converter(
            @Setting("beam (the paper's) or cover (canonical prefixes; one pass, a preview).") ConverterSettings.Method method,
            @Setting(value = "Beam width K: most paths kept.", atLeast = 1) int width,
            @Setting(value = "Paths below this share of the prefix mass are dropped (epsilon).", atLeast = 0, atMost = 0.999) double threshold,
            @Setting(value = "Share of each byte's mass that is kept on disk; 1 keeps all.", atLeast = 0.5, atMost = 1) double coverage,
            @Setting(value = "Most memory of a teacher's keys and values, in GiB: how many documents are read side by side follows from it, the numbers do not;"
                    + " 0 takes a quarter of what is free.", atLeast = 0) double kvGib) {}

    public record ByteHead(
            @Setting(value = "Bytes of a token that are supervised; one linear map each.", atLeast = 1, atMost = 64, advanced = true) int positions) {}

    /** What of a student's decoder is trained: all weights, low-rank adapters beside them, or nothing but the byte head. */
    public enum Form { FULL, LORA, HEAD }

    public record Adaptation(
            @Setting("full (all weights), lora (low-rank adapters beside frozen weights) or head (the byte head alone).") Form form,
            @Setting(value = "Rank r of the adapters.", atLeast = 1, atMost = 65536) int rank,
            @Setting(value = "Alpha of the adapters; what they add is scaled by alpha / rank.", atLeast = 0.001) double alpha,
            @Setting("Linear maps with an adapter, by names such as q_proj; none named: all of attention and MLP.") List<String> modules,
            @Setting("Layers with adapters, counted from 0, such as 3 or 0-7; none named: all.") List<String> layers) {

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
            @Setting(value = "Weight of the byte cross-entropy (lambda_b).", atLeast = 0) double byteWeight,
            @Setting(value = "Weight of the divergence from the teacher (lambda_KL); 0 does not use the teacher.", atLeast = 0) double klWeight) {}

    public record Covering(
            @Setting(value = "Weight of the divergence from the teacher (lambda).", atLeast = 0) double klWeight,
            @Setting(value = "One document in so many is read as bytes; the others train tokens alone. 4 is the cheap setting.", atLeast = 1) int oneDocumentIn,
            @Setting(value = "Which bytes are supervised: all, entropy (where the teacher's is highest) or disagreement (where teacher and student differ most).", advanced = true) CoveredBytes bytes,
            @Setting(value = "Share of the bytes that are supervised, unless all are.", atLeast = 0.01, atMost = 1, advanced = true) double byteShare,
            @Setting(value = "Pruning threshold in nats: contexts whose effect on the loss is smaller are approximated. 0 evaluates all.", atLeast = 0, atMost = 0.5,
                    advanced = true) double prune,
            @Setting(value = "Fraction of the contexts beside the text that are back-propagated: sampled by gradient size, unbiased. 1 takes all.", atLeast = 0.01,
                    atMost = 1, advanced = true) double gradientShare) {}

    public record TokenKl(
            @Setting("Divergence at each token: forward (KL from the teacher), reverse (KL from the student) or jsd (generalised Jensen-Shannon).") TokenDivergence divergence,
            @Setting(value = "Weight of the teacher in the mixture of jsd; 0 is forward, 1 is reverse.", atLeast = 0, atMost = 1, advanced = true) double beta,
            @Setting(value = "Temperature that divides the logits of both sides in the divergence; above 1 small probabilities count more.",
                    atLeast = 0.01, atMost = 100) double temperature,
            @Setting(value = "Weight of the divergence (lambda).", atLeast = 0) double klWeight,
            @Setting(value = "Weight of the token cross-entropy; 0 learns from the teacher alone.", atLeast = 0) double tokenWeight) {}

    /** Divergences between next-token distributions. */
    public enum TokenDivergence { FORWARD, REVERSE, JSD }

    /** Bytes at which the covering is supervised. */
    public enum CoveredBytes { ALL, ENTROPY, DISAGREEMENT }

    public record Training(
            @Setting(value = "Optimiser updates, step 1 included.", atLeast = 1) int updates,
            @Setting(value = "Updates of step 1, which warms the byte head up with lambda_KL = 0.", atLeast = 0) int step1Updates,
            @Setting("What step 1 does with the backbone: frozen or trained.") Backbone step1Backbone,
            @Setting(value = "Documents an update (the effective batch).", atLeast = 1) int batchDocuments,
            @Setting(value = "Documents computed at once; divides batch_documents.", atLeast = 1) int microBatchDocuments,
            @Setting(value = "Peak learning rate.", atLeast = 0) double learningRate,
            @Setting(value = "Peak learning rate of the byte head.", atLeast = 0) double headLearningRate,
            @Setting(value = "Share of the updates over which the rate rises linearly; then it falls linearly to 0.", atLeast = 0, atMost = 1) double warmUpFraction,
            @Setting(value = "Decoupled weight decay of AdamW, on matrices.", atLeast = 0) double weightDecay,
            @Setting(value = "Gradient norm above which gradients are scaled down; 0 switches clipping off.", atLeast = 0) double clipNorm,
            @Setting("Whether activations are computed again in the backward pass instead of kept, which takes a quarter to four fifths more time and gives the same"
                    + " numbers: auto (if memory is short), always or never.") Recompute recomputeActivations) {}

    /** When a block's activations are computed twice rather than kept. */
    public enum Recompute { AUTO, ALWAYS, NEVER }

    /** Whether a step changes the student's own weights. */
    public enum Backbone { FROZEN, TRAINED }

    public record Evaluation(
            @Setting(value = "Evaluate after every so many updates; also before the first and after the last.", atLeast = 1) int everyUpdates,
            @Setting(value = "Bytes of the validation text on which agreement with the teacher is measured; 0 uses all.", atLeast = 0) long agreementBytes) {}

    public record Checkpoint(
            @Setting(value = "Save after every so many updates.", atLeast = 1) int everyUpdates,
            @Setting(value = "Save also after so many minutes; 0 switches it off.", atLeast = 0) double everyMinutes,
            @Setting(value = "Newest checkpoints kept, beside the best.", atLeast = 1) int keepLast) {}

    public record Hardware(
            @Setting("cpu, cuda or auto.") String device,
            @Setting("Precision of the teacher: float32 or bfloat16.") Precision teacherPrecision,
            @Setting("Precision of the student: float32, or bfloat16 (mixed: products in bfloat16 over weights kept in float32).") Precision studentPrecision,
            @Setting(value = "Threads of a tensor operation; 0 uses every core.", atLeast = 0) int threads,
            @Setting(value = "Memory that training should stay within, in GiB; 0 takes three quarters of what is free.", atLeast = 0) double memoryGib) {}

    /** Number formats of weights and activations. */
    public enum Precision { FLOAT32, BFLOAT16 }

    /**
     * What holds where {@code run.yaml} says nothing: the published method, since a file from before there was another objective
     * must go on meaning what it meant. The learning rate, batch and schedule are ALM's (method.md 4).
     */
    public static RunConfig defaults() {
        return new RunConfig("run", PUBLISHED_OBJECTIVE,
                "", List.of(), Mixture.ARITHMETIC,
                "", "",
                new Text(List.of(), List.of(), 2048, 0, 0),
                new Converter(ConverterSettings.Method.BEAM, 10, 0.01, 0.999, 0),
                new ByteHead(10),
                new Adaptation(Form.FULL, 64, 64, List.of(), List.of()),
                new Loss(1.0, 0.1),
                new Covering(5.0, 1, CoveredBytes.ALL, 0.25, 3e-3, 0.1),
                new TokenKl(TokenDivergence.FORWARD, 0.5, 1, 1, 1),
                new Training(5000, 500, Backbone.FROZEN, 64, 8, 1e-5, 1e-5, 0.1, 0.0, 1.0, Recompute.AUTO),
                new Evaluation(250, 32_768),
                new Checkpoint(500, 10, 2),
                new Hardware("auto", Precision.FLOAT32, Precision.FLOAT32, 0, 0),
                42);
    }

    /** What a new run starts from, and is written into its file: the covering objective with weight 5 (method.md 3.1), the rest as in {@link #defaults()}. */
    public static RunConfig recommended() {
        return RunConfigFile.with(defaults(), "objective", RECOMMENDED_OBJECTIVE);
    }

    /** The teacher and those mixed with it; empty if none is named. */
    public List<String> teachers() {
        List<String> all = new ArrayList<>(moreTeachers);
        if (!teacher.isBlank()) {
            all.add(0, teacher);
        }
        return List.copyOf(all);
    }
}
