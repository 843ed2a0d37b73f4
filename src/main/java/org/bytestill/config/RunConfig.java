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
 * there). Every value has a default. Immutable; {@link RunConfigFile} reads, changes and writes it.
 */
public record RunConfig(
        @Setting("Name of the run and of its folder: letters, digits, dots, dashes and underscores.") String name,
        @Setting("The loss that the student is trained on; a file without this key means bld.") String objective,
        @Setting("The model to learn from: a folder in Hugging Face format, a PEFT adapter, or a GGUF file; sft needs none.")
                String teacher,
        @Setting("Further teachers (folders or GGUF files), mixed with the first byte by byte; each is converted for itself, which takes"
                + " its time.") List<String> moreTeachers,
        @Setting("How several teachers' distributions are averaged: arithmetic, geometric, or entropy, where a surer teacher counts more.")
                Mixture mix,
        @Setting("The model to train, a copy of it: a folder in Hugging Face format, a PEFT adapter, or a GGUF file.") String student,
        @Setting("Tokenizer to give the student: empty keeps its own, bytes means the 256 bytes, else a folder or GGUF file to take one"
                + " from.") String newTokenizer,
        @Setting("Training and validation text, and how it is split into documents.") Text text,
        @Setting("How the teacher's next-token distributions are converted to next-byte distributions.") Converter converter,
        @Setting("The byte head that the objective bld trains beside the token head; it is dropped at export.") ByteHead byteHead,
        @Setting("Which weights of the student are trained.") Adaptation adaptation,
        @Setting("Weights of the loss terms of the objective bld.") Loss loss,
        @Setting("The objective covering: the student is read as bytes through its own tokens.") Covering covering,
        @Setting("The objective token-kl: next-token distributions of a teacher that has the student's tokenizer.") TokenKl tokenKl,
        @Setting("Length of the training, batches and learning rate.") Training training,
        @Setting("When the student is measured on the validation text.") Evaluation evaluation,
        @Setting("When checkpoints are saved and how many are kept.") Checkpoint checkpoint,
        @Setting("Device, number formats, threads and memory.") Hardware hardware,
        @Setting("Master seed of every random stream; the same seed repeats a run, another one shows how much is chance.") long seed) {

    private static final Pattern LAYERS = Pattern.compile("(\\d{1,4})(?:\\s*-\\s*(\\d{1,4}))?");

    /** The objective of a file that names none: the published one. */
    public static final String PUBLISHED_OBJECTIVE = "bld";
    /** The objective of a new run. */
    public static final String RECOMMENDED_OBJECTIVE = "covering";

    public record Text(
            @Setting("Text files to train on; relative paths start at the folder of run.yaml.") List<String> train,
            @Setting("Held-out text files for evaluation, never trained on: they show overfitting.") List<String> validation,
            @Setting(value = "Longest document in bytes; longer text is split at the end of a line or word. More gives longer contexts"
                    + " and needs more memory.", atLeast = 16) int documentBytes,
            @Setting(value = "Use at most this many bytes of the training text, for example for a short trial; 0 uses all.", atLeast = 0)
                    long maxTrainBytes,
            @Setting(value = "Use at most this many bytes of the validation text, for faster evaluations; 0 uses all.", atLeast = 0)
                    long maxValidationBytes) {}

    public record Converter(
            @Setting("beam (the paper's) follows several tokenizations; cover (the canonical covering) follows one, in one pass: a quick"
                    + " preview.") ConverterSettings.Method method,
            @Setting(value = "Most tokenization paths that the beam keeps, K; at the usual pruning a wider beam changes little.",
                    atLeast = 1) int width,
            @Setting(value = "Paths below this share of the prefix mass are dropped (epsilon). 0.001 errs at least ten times less and"
                    + " takes over twice the time.", atLeast = 0, atMost = 0.999) double threshold,
            @Setting(value = "Share of each byte's probability mass that is kept on disk; 1 keeps all and takes about 16 times the space"
                    + " of 0.999.", atLeast = 0.5, atMost = 1) double coverage,
            @Setting(value = "Most memory of a teacher's key-value cache, in GiB; less reads fewer documents at once, with the same"
                    + " numbers. 0 takes a quarter of what is free.", atLeast = 0) double kvGib) {}

    public record ByteHead(
            @Setting(value = "Bytes of a token that the byte head predicts, with one linear map each; further bytes of a long token are"
                    + " not supervised.", atLeast = 1, atMost = 64, advanced = true) int positions) {}

    /** Which weights are trained: all of the student, low-rank adapters (LoRA) beside them, or the byte head alone. */
    public enum Form { FULL, LORA, HEAD }

    public record Adaptation(
            @Setting("full trains all weights; lora trains adapters beside frozen weights, in less memory; head trains the byte head"
                    + " alone.") Form form,
            @Setting(value = "Rank r of the adapters, usually 8 to 64: a higher rank can learn more and trains more weights.",
                    atLeast = 1, atMost = 65536) int rank,
            @Setting(value = "Scale of the adapters: their output is multiplied by alpha / rank, so change it together with the rank.",
                    atLeast = 0.001) double alpha,
            @Setting("Linear layers that get an adapter, by names such as q_proj; an empty list means all of attention and MLP.")
                    List<String> modules,
            @Setting("Layers that get adapters, counted from 0, such as 3 or 0-7; an empty list means all.") List<String> layers) {

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
            @Setting(value = "Weight of the byte head's cross-entropy on the text (lambda_b), against 1 for the token loss.", atLeast = 0)
                    double byteWeight,
            @Setting(value = "Weight of the byte head's divergence from the teacher (lambda_KL); 0 does not use the teacher.", atLeast = 0)
                    double klWeight) {}

    public record Covering(
            @Setting(value = "Weight of the divergence from the teacher (lambda), against 1 for the text: more follows the teacher, less"
                    + " the text.", atLeast = 0) double klWeight,
            @Setting(value = "One document in so many is read as bytes, the others train tokens alone; 4 saves about 40 % of the time,"
                    + " for a smaller gain.", atLeast = 1) int oneDocumentIn,
            @Setting(value = "Which bytes are supervised: all, entropy (where the teacher is least sure) or disagreement (where teacher"
                    + " and student differ most).", advanced = true) CoveredBytes bytes,
            @Setting(value = "Share of the bytes that are supervised, unless all are.", atLeast = 0.01, atMost = 1, advanced = true)
                    double byteShare,
            @Setting(value = "Pruning threshold in nats: contexts whose effect on the loss is smaller are approximated. 0 evaluates all,"
                    + " which takes longer.", atLeast = 0, atMost = 0.5, advanced = true) double prune,
            @Setting(value = "Fraction of the contexts beside the text that are back-propagated: sampled by gradient size, unbiased. 1"
                    + " takes all, which is slower.", atLeast = 0.01, atMost = 1, advanced = true) double gradientShare) {}

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
            @Setting(value = "Optimiser updates, step 1 included; the time grows in proportion.", atLeast = 1) int updates,
            @Setting(value = "Updates of step 1, which warms the byte head up with lambda_KL = 0 before step 2 distils.", atLeast = 0)
                    int step1Updates,
            @Setting("frozen: step 1 trains the byte head alone; trained: it changes the student's own weights too.")
                    Backbone step1Backbone,
            @Setting(value = "Documents per update (the effective batch): more give steadier gradients, and each update takes longer.",
                    atLeast = 1) int batchDocuments,
            @Setting(value = "Documents computed at once, a divisor of the batch; fewer need less memory.", atLeast = 1)
                    int microBatchDocuments,
            @Setting(value = "Peak of the learning rate, reached after warm-up. If it is too high the loss diverges, if too low little is"
                    + " learned; small models bear more.", atLeast = 0) double learningRate,
            @Setting(value = "Peak of the byte head's learning rate; the head starts from random values and often needs a higher rate.",
                    atLeast = 0) double headLearningRate,
            @Setting(value = "Share of the updates over which the rate rises linearly; then it falls linearly to 0. Raise it if the loss"
                    + " jumps at first.", atLeast = 0, atMost = 1) double warmUpFraction,
            @Setting(value = "Decoupled weight decay of AdamW, on matrices: pulls weights towards 0, against overfitting.", atLeast = 0)
                    double weightDecay,
            @Setting(value = "Gradients with a larger norm are scaled down to it, so that one odd batch does little harm; 0 switches"
                    + " clipping off.", atLeast = 0) double clipNorm,
            @Setting("Recompute activations in the backward pass: saves memory for a quarter to four fifths more time, with the same"
                    + " numbers. auto: only if memory is short.") Recompute recomputeActivations) {}

    /** Activation recomputation (gradient checkpointing): when a block's activations are computed twice instead of being kept. */
    public enum Recompute { AUTO, ALWAYS, NEVER }

    /** Whether training step 1 changes the student's own weights. */
    public enum Backbone { FROZEN, TRAINED }

    public record Evaluation(
            @Setting(value = "Evaluate after every so many updates, also before the first and after the last; each evaluation takes time"
                    + " from training.", atLeast = 1) int everyUpdates,
            @Setting(value = "Bytes of the validation text on which agreement with the teacher is measured: more are slower and more"
                    + " exact. 0 uses all.", atLeast = 0) long agreementBytes) {}

    public record Checkpoint(
            @Setting(value = "Save after every so many updates; a run that is killed loses what came after the last checkpoint.",
                    atLeast = 1) int everyUpdates,
            @Setting(value = "Save also after so many minutes, for slow updates; 0 switches it off.", atLeast = 0) double everyMinutes,
            @Setting(value = "Newest checkpoints kept, beside the best; each takes the space of the trained weights three times.",
                    atLeast = 1) int keepLast) {}

    public record Hardware(
            @Setting("Where to compute: cpu, cuda (an NVIDIA GPU), or auto, which takes the GPU if one is usable.") String device,
            @Setting("Number format of the teacher: float32, or bfloat16, which takes half the memory and is less exact.")
                    Precision teacherPrecision,
            @Setting("float32, or bfloat16 (mixed: products in bfloat16 over float32 weights), which is faster only where the processor"
                    + " has bfloat16.") Precision studentPrecision,
            @Setting(value = "CPU threads of a tensor operation; 0 uses every core. Fewer leave cores to other programs.", atLeast = 0)
                    int threads,
            @Setting(value = "Memory in GiB that training should stay within, if need be by recomputing activations. 0 takes three"
                    + " quarters of what is free.", atLeast = 0) double memoryGib) {}

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

    /** The configuration of a new run: the covering objective with weight 5 (method.md 3.1), the rest as in {@link #defaults()}. */
    public static RunConfig recommended() {
        return RunConfigFile.with(defaults(), "objective", RECOMMENDED_OBJECTIVE);
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
