package org.bytestill.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytestill.gguf.GgufFileType;
import org.bytestill.gguf.GgufWriter;
import org.bytestill.model.Architecture;
import org.bytestill.model.GgufModel;
import org.bytestill.model.StreamedWeights;
import org.bytestill.problem.UserError;
import org.bytestill.util.BaseModel;
import org.bytestill.util.Progress;

/**
 * A GGUF file, for llama.cpp and what is built on it: shape, tokenizer, chat templates and weights in one file, adapters merged,
 * quantised as llama.cpp quantises.
 */
final class GgufFormat implements ExportFormat {
    @Override
    public String word() {
        return "gguf";
    }

    /** What llama.cpp would compute in another way. How it cuts text is tried when it is written, before the first byte. */
    @Override
    public Optional<String> missing(ExportSource source) {
        try {
            return TokenEndsRefusal.of(source).or(() -> GgufModel.refusal(architecture(source)));
        } catch (UserError e) {
            return Optional.empty(); // what is no model is told when it is opened
        }
    }

    private static Architecture architecture(ExportSource source) {
        return Architecture.read(source.checkpoint());
    }

    @Override
    public List<WeightType> types() {
        return List.of(WeightType.Q8_0, WeightType.Q6_K, WeightType.Q4_K_M, WeightType.Q4_0, WeightType.FLOAT16, WeightType.BFLOAT16,
                WeightType.FLOAT32);
    }

    /** What llama.cpp calls a file of such weights. */
    static GgufFileType fileType(WeightType type) {
        return switch (type) {
            case FLOAT32 -> GgufFileType.F32;
            case FLOAT16 -> GgufFileType.F16;
            case BFLOAT16 -> GgufFileType.BF16;
            case Q8_0 -> GgufFileType.Q8_0;
            case Q6_K -> GgufFileType.Q6_K;
            case Q4_K_M -> GgufFileType.Q4_K_M;
            case Q4_0 -> GgufFileType.Q4_0;
        };
    }

    @Override
    public long sizeBytes(ExportSource source, WeightType type) {
        return GgufModel.tensorBytes(architecture(source), fileType(type));
    }

    @Override
    public String fileEnding() {
        return ".gguf";
    }

    @Override
    public List<String> write(ExportSource source, Path place, WeightType type, Progress progress) throws IOException {
        HalfRange.require(StreamedWeights.of(source.checkpoint()), type);
        GgufModel model = GgufModel.of(source.checkpoint(), fileType(type));
        GgufWriter file = new GgufWriter();
        model.addTo(file, source.config().name());
        List<String> steps = new ArrayList<>();
        if (source.isAdapter()) {
            steps.add("Merged the adapters into the weights of their base, " + BaseModel.of(source.checkpoint()) + ".");
        }
        steps.addAll(GgufTemplates.add(source.checkpoint(), file));
        file.write(place, progress);
        steps.add(String.format(Locale.ROOT, "Wrote %,d bytes of tensors, mostly %s.", file.tensorBytes(), fileType(type)));
        steps.addAll(model.notes());
        return steps;
    }
}
