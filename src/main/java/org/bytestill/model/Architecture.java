package org.bytestill.model;

import java.nio.file.Path;
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

    private Architecture(ModelConfig config, Family family, Lora lora, boolean untiedByWeights) {
        this.config = config;
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
        return new Architecture(config.untied(), family, lora, true);
    }

    /** The architecture that the keys describe; UserError if their family is not known. */
    static Architecture of(ConfigKeys keys) {
        ConfigKeys quantization = keys.under("quantization_config");
        if (quantization.has("quant_method")) {
            throw quantization.wrong("quant_method",
                    "weights quantised this way cannot be read. Use the model's unquantised folder, or a GGUF file");
        }
        Family family = Family.of(keys);
        return new Architecture(family.config(keys), family, Lora.NONE, false);
    }

    /** The same decoder with these low-rank adapters in place of its own. */
    public Architecture withLora(Lora other) {
        return new Architecture(config, family, other, untiedByWeights);
    }

    /** The same decoder with another vocabulary. */
    public Architecture withVocabularySize(int size) {
        return new Architecture(config.withVocabularySize(size), family, lora, untiedByWeights);
    }

    /** True if the configuration says that the token head is the embedding, whatever the weights hold. */
    boolean statesTiedHead() {
        return config.tiedHead() || untiedByWeights;
    }

    /** True if the configuration ties a token head that the weights hold apart. */
    public boolean isUntiedByWeights() {
        return untiedByWeights;
    }

    /** Where the weights contradict the configuration, as sentences. */
    public List<String> notes() {
        return untiedByWeights ? List.of(config.keys().file() + " says that the token head is the embedding (tie_word_embeddings), but the"
                + " weights hold two matrices that differ. The token head is read as the weights hold it, as transformers 5 reads it.")
                : List.of();
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
