package org.bytestill.engine.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.config.SettingInfo;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.Supervision;
import org.bytestill.objective.TeacherRows;
import org.bytestill.problem.UserError;
import org.bytestill.student.ByteHead;
import org.bytestill.student.Student;
import org.bytestill.text.Span;
import org.bytestill.torch.Device;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.Scope;
import org.bytestill.torch.TensorOps;
import org.bytestill.util.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * The loss of an objective on one text, as another program computed it: a safetensors file whose metadata name the {@code objective} and its
 * {@code options} (JSON), with tensors {@code text} and {@code mask} (U8), {@code loss} (F64), {@code count} (I64), {@code grad.<parameter>}
 * (F32) and what the objective measures beside them.
 */
final class ObjectiveReference {
    /** Before the names of a byte head's weights. */
    static final String HEAD = "head.";
    private static final String COMPLETE = "end";
    /** Names of references for objectives that are called otherwise here. */
    private static final Map<String, String> NAMES = Map.of("token-ce", "sft", "byte-head", "bld");
    private static final Map<String, String> OPTIONS = Map.of("weight_bytes", "byte_weight", "weight_kl", "kl_weight");
    private static final List<String> TERM_WEIGHTS = List.of("weight", "kl_weight");
    private static final List<String> TOKEN_WEIGHTS = List.of("token_weight");

    private final Safetensors file;
    private final String objective;
    private final JsonNode options;

    private ObjectiveReference(Safetensors file, String objective, JsonNode options) {
        this.file = file;
        this.objective = objective;
        this.options = options;
    }

    /** @throws UserError if the file cannot be read or is no reference of an objective */
    static ObjectiveReference open(Path path) {
        Safetensors file = Safetensors.open(path);
        String objective = file.metadata().get("objective");
        if (objective == null) {
            throw UserError.badInput("%s names no objective in its metadata: it is a reference of a model, if of anything. Give the model"
                    + " with --model.", path);
        }
        String options = file.metadata().getOrDefault("options", "{}");
        return new ObjectiveReference(file, objective, JsonFile.parse(path, options.getBytes(StandardCharsets.UTF_8)));
    }

    Safetensors file() {
        return file;
    }

    /** As the file calls it. */
    String objective() {
        return objective;
    }

    JsonNode options() {
        return options;
    }

    boolean has(String tensor) {
        return file.entries().containsKey(tensor);
    }

    /**
     * The configuration in which the objective's term stands alone with the options of the file.
     *
     * @throws UserError if there is no such objective or option
     */
    RunConfig config() {
        String name = NAMES.getOrDefault(objective, objective);
        RunConfig config = RunConfigFile.with(RunConfig.defaults(), "objective", name);
        String section = name.equals("bld") ? "loss." : name.replace('-', '_') + ".";
        if (has(HEAD + "init.weight")) {
            config = RunConfigFile.with(config, "byte_head.kind", "autoregressive");
            config = RunConfigFile.with(config, "byte_head.width", Long.toString(headWidth()));
        }
        config = weighted(weighted(config, section, TERM_WEIGHTS, "1"), section, TOKEN_WEIGHTS, "0");
        for (Map.Entry<String, JsonNode> option : options.properties()) {
            if (!option.getKey().equals(COMPLETE) && !option.getValue().isNull()) {
                config = with(config, section, OPTIONS.getOrDefault(option.getKey(), option.getKey()), option.getValue().asText());
            }
        }
        boolean weighs = options.hasNonNull("matched_weight") && !options.has("weighing");
        return weighs ? with(config, section, "weighing", "fixed") : config;
    }

    private long headWidth() {
        long[] shape = file.entry(HEAD + "init.weight").shape();
        if (shape.length != 2) {
            throw UserError.badInput("%s: \"%sinit.weight\" has the shape %s; width x hidden size was expected.", file.file(), HEAD,
                    Arrays.toString(shape));
        }
        return shape[0];
    }

    private static RunConfig weighted(RunConfig config, String section, List<String> keys, String value) {
        RunConfig weighted = config;
        for (SettingInfo setting : RunConfigFile.settings()) {
            if (keys.stream().anyMatch(key -> setting.path().equals(section + key))) {
                weighted = RunConfigFile.with(weighted, setting.path(), value);
            }
        }
        return weighted;
    }

    private RunConfig with(RunConfig config, String section, String option, String value) {
        if (RunConfigFile.settings().stream().noneMatch(setting -> setting.path().equals(section + option))) {
            throw UserError.badInput("%s: the objective %s has no option \"%s\".", file.file(), objective, option);
        }
        return RunConfigFile.with(config, section + option, value);
    }

    /** The text, with its supervised bytes: those of the mask, or all; and its end, if the text ends there. */
    Document document() {
        byte[] text = bytes("text");
        return new Document(file.file().getFileName().toString(), text, file.file(), 0, supervision(text.length),
                Document.Markup.PLAIN);
    }

    /** Whether the text ends where it does, so that the end of the sequence follows it. */
    boolean isComplete() {
        return options.path(COMPLETE).asBoolean();
    }

    private Supervision supervision(int size) {
        byte[] mask = has("mask") ? bytes("mask") : null;
        if (mask != null && mask.length != size) {
            throw UserError.badInput("%s: the mask has %d bytes, the text %d; they must be equal.", file.file(), mask.length, size);
        }
        List<Span> spans = new ArrayList<>();
        int start = -1;
        for (int at = 0; at <= size; at++) {
            boolean supervised = at < size && (mask == null || mask[at] != 0);
            if (supervised && start < 0) {
                start = at;
            } else if (!supervised && start >= 0) {
                spans.add(new Span(start, at, at == size && isComplete()));
                start = -1;
            }
        }
        return new Supervision(spans);
    }

    private byte[] bytes(String tensor) {
        ByteBuffer buffer = file.bytes(tensor);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** Copies the weights of a byte head, if the student has one, from the file. */
    void copyHead(Student student) {
        if (student.head() == null) {
            return;
        }
        try (Scope scope = Scope.open("byte head", Device.CPU)) {
            Safetensors.Mapping mapping = file.map(scope);
            for (int i = 0; i < student.head().names().size(); i++) {
                TensorOps.copyInto(student.head().tensors().tensors().get(i),
                        mapping.tensor(student.head().names().get(i).replace("byte_head.", HEAD)));
            }
        }
    }

    /** The teacher's next-byte distributions (bytes of the text, 257), all of them kept; null if the file has none. */
    @Nullable
    TeacherRows teacherBytes() {
        if (!has("teacher_bytes")) {
            return null;
        }
        double[] rows = numbers("teacher_bytes");
        long size = file.entry("text").elementCount();
        if (rows.length != size * ByteHead.SHARED_OUTCOMES) {
            throw UserError.badInput("%s: \"teacher_bytes\" has %d numbers; %d for each of the text's %d bytes were expected.", file.file(),
                    rows.length, ByteHead.SHARED_OUTCOMES, size);
        }
        return (document, position, probabilities, offset) -> {
            for (int outcome = 0; outcome < ByteHead.SHARED_OUTCOMES; outcome++) {
                probabilities[offset + outcome] = (float) rows[position * ByteHead.SHARED_OUTCOMES + outcome];
            }
            return 0;
        };
    }

    /** A number of any format. */
    double number(String tensor) {
        double[] numbers = numbers(tensor);
        if (numbers.length != 1) {
            throw UserError.badInput("%s: tensor \"%s\" has %d numbers; one was expected.", file.file(), tensor, numbers.length);
        }
        return numbers[0];
    }

    /** Elements of a tensor of any format, row-major. */
    double[] numbers(String tensor) {
        double[] numbers = new double[Math.toIntExact(file.entry(tensor).elementCount())];
        ByteBuffer buffer = file.bytes(tensor);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (file.entry(tensor).dtype()) {
                case FLOAT64 -> buffer.getDouble();
                case INT64 -> buffer.getLong();
                case INT32 -> buffer.getInt();
                case FLOAT32 -> buffer.getFloat();
                default -> throw UserError.badInput("%s: tensor \"%s\" has the number format %s; numbers of 32 or 64 bits were expected.",
                        file.file(), tensor, file.entry(tensor).dtype().safetensorsName());
            };
        }
        return numbers;
    }
}
