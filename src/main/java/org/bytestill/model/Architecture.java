package org.bytestill.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.problem.UserError;

/**
 * The architecture of a decoder: its configuration, the family that says how it computes, its low-rank adapters, and what follows
 * from these: the list of weights and the TorchScript. Made once, when a model is opened; whoever needs one of the parts asks it.
 */
public final class Architecture {
    private final ModelConfig config;
    private final Family family;
    private final Lora lora;
    private final DecoderPlan plan;
    /** True if the configuration ties a token head that the weights hold apart. */
    private final boolean untiedByWeights;
    /** What the configuration leaves out, and what is not read of it, as sentences. */
    private final List<String> ofKeys;

    private Architecture(ModelConfig config, Family family, Lora lora, boolean untiedByWeights, List<String> ofKeys) {
        this.config = config;
        this.ofKeys = ofKeys;
        this.untiedByWeights = untiedByWeights;
        this.family = family;
        this.lora = lora;
        this.plan = new DecoderPlan(config, family, lora);
    }

    /**
     * Reads {@code config.json} of a folder, of the base if the folder is an adapter's, or the metadata of a GGUF file. The result has no
     * adapters.
     *
     * @throws UserError with file and key if something is missing or not supported
     */
    public static Architecture read(Path folder) {
        Architecture stated = of(ConfigKeys.read(folder));
        return stated.config.tiedHead() && TokenHead.isApart(folder, stated) ? stated.untied() : stated;
    }

    private Architecture untied() {
        return new Architecture(config.untied(), family, lora, true, ofKeys);
    }

    /** The architecture that the keys describe; UserError if their family is not known. */
    static Architecture of(ConfigKeys keys) {
        ConfigKeys quantization = keys.under("quantization_config");
        if (quantization.has("quant_method")) {
            throw quantization.wrong("quant_method",
                    "weights quantised this way cannot be read. Use the model's unquantised folder, or a GGUF file");
        }
        Family family = Family.of(keys);
        KnownKeys known = KnownKeys.of(family);
        ModelConfig config = family.config(known.complete(keys));
        check(family, config);
        return new Architecture(config, family, Lora.NONE, false, notes(keys, known));
    }

    /** Reads what is needed only when scripts are written, so that a value that cannot be computed is told when a model is chosen. */
    private static void check(Family family, ModelConfig config) {
        LayerTypes.check(family, config, family.window(config));
        family.ropes(config);
        family.attentionSoftCap(config);
        family.logitSoftCap(config);
    }

    /** The same decoder with these low-rank adapters in place of its own. */
    public Architecture withLora(Lora other) {
        return new Architecture(config, family, other, untiedByWeights, ofKeys);
    }

    /** The same decoder with another vocabulary. */
    public Architecture withVocabularySize(int size) {
        return new Architecture(config.withVocabularySize(size), family, lora, untiedByWeights, ofKeys);
    }

    /** True if the configuration says that the token head is the embedding, whatever the weights hold. */
    boolean statesTiedHead() {
        return config.tiedHead() || untiedByWeights;
    }

    /** True if the configuration ties a token head that the weights hold apart. */
    public boolean isUntiedByWeights() {
        return untiedByWeights;
    }

    /** Where the weights contradict the configuration, and what it leaves open, as sentences. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>(ofKeys);
        if (untiedByWeights) {
            notes.add(config.keys().file() + " says that the token head is the embedding (tie_word_embeddings), but the weights hold two"
                    + " matrices that differ. The token head is read as the weights hold it, as transformers 5 reads it.");
        }
        return notes;
    }

    private static List<String> notes(ConfigKeys keys, KnownKeys known) {
        List<String> notes = new ArrayList<>();
        if (!known.leftOut(keys).isEmpty()) {
            notes.add(keys.file() + " leaves out " + String.join(", ", known.leftOut(keys)) + ": the defaults of transformers are taken.");
        }
        if (!known.unknown(keys).isEmpty()) {
            notes.add(keys.file() + " has keys that neither transformers nor this program reads: " + String.join(", ", known.unknown(keys))
                    + ".");
        }
        return notes;
    }

    public ModelConfig config() {
        return config;
    }

    Family family() {
        return family;
    }

    /** The adapters; none of a whole model. */
    public Lora lora() {
        return lora;
    }

    DecoderPlan plan() {
        return plan;
    }

    /** The weights, adapters among them, in the order in which scripts take them. */
    public List<Parameter> parameters() {
        return plan.parameters();
    }

    /** Number of weights, adapters included. */
    public long parameterCount() {
        return parameters().stream().mapToLong(Parameter::elementCount).sum();
    }

    /** Place of the token head's matrix in the list of weights, which is the embedding's place if they are one. */
    public int headWeight() {
        return plan.headWeight();
    }

    /** The name of the weight that a reference calls by this name or by another that its family's checkpoints use. */
    public String weightNamed(String name) {
        List<String> names = parameters().stream().map(Parameter::name).toList();
        return names.contains(name) ? name
                : names.stream().filter(weight -> family.otherNames(weight).contains(name)).findFirst().orElse(name);
    }

    /** Names of the weights that have a row for each token: the embedding, and the token head if it is another matrix. */
    public List<String> tokenWeights() {
        Family.Names names = family.names();
        return config.tiedHead() ? List.of(names.embedding()) : List.of(names.embedding(), names.head());
    }

    /** TorchScript of the decoder in use: one method for each way of reading. */
    public String script() {
        return DecoderScript.of(this);
    }

    /** The same with the backbone's forward and backward passes, to which losses are appended. */
    public String trainingScript() {
        return DecoderScript.ofTraining(this);
    }

    /** The rotations of each kind of layer; none if the family has learned positions. */
    List<Rope> ropes() {
        return family.ropes(config);
    }

    /** Angular frequencies of the rotations, as the decoder's script takes them; none if the family has learned positions. */
    public float[] rotaryFrequencies() {
        return Rope.table(ropes());
    }

    /** True if some layers see only a window of the text. */
    boolean slides() {
        return family.window(config) > 0 && IntStream.range(0, config.layers()).anyMatch(layer -> family.isSliding(config, layer));
    }
}
