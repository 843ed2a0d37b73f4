package org.bytestill.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.student.ByteHead;
import org.bytestill.torch.Safetensors;
import org.bytestill.util.Progress;
import org.bytestill.util.Sha256;

/**
 * The Hugging Face folder and, in files of their own beside its weights, the byte head of the training (method.md 2.1). Loaders of
 * the model do not read them, so it stays the plain model for them; a description in JSON tells others how to read the head.
 */
final class ByteHeadFormat implements ExportFormat {
    static final String DESCRIPTION = "byte_head.json";
    private static final String PARALLEL = "of byte j = 0, 1, ... of the token: softmax of rows %1$d j to %1$d j + %2$d of weight h + bias; "
            + "a map does not see the bytes before its own";
    private static final String RECURRENT = "s = tanh(A h + a); before byte j = 0, 1, ... of the token s = gru(embedding[i], s), where i = 256 "
            + "for j = 0 and else byte j - 1, then softmax(O s + o); the gates r, z, n are stacked as in torch.nn.GRUCell";
    /** What each weight of an autoregressive head is, in the order of their names. */
    private static final List<String> ROLES = List.of("A", "a", "embedding", "weight_ih", "bias_ih", "weight_hh", "bias_hh", "O", "o");

    private final HuggingFaceFormat folder = new HuggingFaceFormat();

    @Override
    public String word() {
        return "hf+byte-head";
    }

    @Override
    public Optional<String> missing(ExportSource source) {
        if (source.hasByteHead()) {
            return Optional.empty();
        }
        if (!Objectives.usesByteHead(source.config())) {
            return Optional.of("This run trains no byte head: only one with objective bld does. Export it as hf.");
        }
        return Optional.of(source.update() == 0
                ? "This is the student before training, which has no byte head yet. Choose another checkpoint, for example the last."
                : "The checkpoint has lost its " + ByteHead.FILE + ". Choose another checkpoint, or export this one as hf.");
    }

    @Override
    public String leavesOut(ExportSource source) {
        return "";
    }

    @Override
    public List<WeightType> types() {
        return folder.types();
    }

    @Override
    public long sizeBytes(ExportSource source, WeightType type) {
        return folder.sizeBytes(source, type) + head(source).entries().values().stream().mapToLong(Safetensors.Entry::bytes).sum();
    }

    private static Safetensors head(ExportSource source) {
        return Safetensors.open(source.checkpoint().resolve(ByteHead.FILE));
    }

    @Override
    public List<String> write(ExportSource source, Path place, WeightType type, Progress progress) throws IOException {
        List<String> steps = new ArrayList<>(folder.write(source, place, type, progress));
        Files.copy(source.checkpoint().resolve(ByteHead.FILE), place.resolve(ByteHead.FILE));
        ObjectNode description = description(head(source));
        hash(place, description.putObject("belongs_to_sha256"));
        Files.writeString(place.resolve(DESCRIPTION), description.toPrettyString() + "\n");
        steps.add(String.format(Locale.ROOT, "Copied the byte head, %s in float32, and described it in %s.",
                description.has("positions") ? description.path("positions").asInt() + " maps"
                        : "a GRU of width " + description.path("width").asInt(),
                DESCRIPTION));
        return steps;
    }

    private static ObjectNode description(Safetensors head) {
        boolean autoregressive = ByteHead.isAutoregressive(head);
        ObjectNode description = new ObjectMapper().createObjectNode();
        description.put("schema", 1).put("kind", autoregressive ? "autoregressive" : "parallel").put("trained_by", autoregressive
                ? "Byte-Level Distillation, arXiv 2604.07466, with a recurrent head"
                : "Byte-Level Distillation, arXiv 2604.07466, eq. 5");
        description.put("file", ByteHead.FILE);
        if (autoregressive) {
            describeRecurrent(description, head);
        } else {
            describeParallel(description, head);
        }
        ObjectNode special = description.putObject("outcomes_after_the_bytes");
        int firstSpecial = ByteHead.OUTCOMES - ByteHead.SPECIAL_OUTCOMES.size();
        for (int i = 0; i < ByteHead.SPECIAL_OUTCOMES.size(); i++) {
            special.put(ByteHead.SPECIAL_OUTCOMES.get(i), firstSpecial + i);
        }
        description.put("fed_by", "the hidden state that predicts the token, after the last norm");
        description.put("probabilities", autoregressive ? RECURRENT : String.format(Locale.ROOT, PARALLEL, ByteHead.OUTCOMES,
                ByteHead.OUTCOMES - 1));
        return description;
    }

    private static void describeParallel(ObjectNode description, Safetensors head) {
        Safetensors.Entry weight = head.entry(ByteHead.parallelNames().get(0));
        Safetensors.Entry bias = head.entry(ByteHead.parallelNames().get(1));
        description.put("weight", weight.name()).put("bias", bias.name()).put("dtype", "float32");
        description.put("positions", bias.elementCount() / ByteHead.OUTCOMES).put("outcomes", ByteHead.OUTCOMES)
                .put("hidden_size", weight.elementCount() / bias.elementCount());
    }

    private static void describeRecurrent(ObjectNode description, Safetensors head) {
        List<String> names = ByteHead.autoregressiveNames();
        ObjectNode weights = description.putObject("weights");
        for (int i = 0; i < names.size(); i++) {
            weights.put(ROLES.get(i), names.get(i));
        }
        long[] shape = head.entry(names.get(0)).shape();
        description.put("dtype", "float32").put("width", shape[0]).put("outcomes", ByteHead.OUTCOMES).put("hidden_size", shape[1]);
    }

    /** Names the weights and the tokenizer beside which the head lies, so that it is not read with others. */
    private static void hash(Path place, ObjectNode hashes) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.filter(ByteHeadFormat::isHashed).sorted().toList()) {
                hashes.put(file.getFileName().toString(), Sha256.of(file));
            }
        }
    }

    private static boolean isHashed(Path file) {
        String name = file.getFileName().toString();
        return name.equals("tokenizer.json") || name.startsWith("model") && name.endsWith(".safetensors");
    }

    @Override
    public List<ProbedHead> heads() {
        return List.of(ProbedHead.TOKEN, new ProbedByteHead());
    }

    @Override
    public Optional<ModelCard> card(ModelCard card, ExportSource source) {
        return Optional.of(card.noting("The byte head of the training lies beside the model in " + ByteHead.FILE + "; " + DESCRIPTION
                + " says how to read it."));
    }
}
