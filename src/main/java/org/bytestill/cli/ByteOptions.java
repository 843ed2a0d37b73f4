package org.bytestill.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytestill.bytes.ByteBlend;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for texts that are written byte by byte. */
final class ByteOptions {
    private static final int USUAL_BYTES = 256;

    @Option(names = "--bytes", description = "Write byte by byte, from next-byte distributions: models of different tokenizers can write"
            + " a text together, and a prompt may end within a token.")
    private boolean bytes;

    @Option(names = "--mix", paramLabel = "arithmetic|geometric|product|entropy",
            description = "With --bytes, how several models become one: the mean of their probabilities, the root of the product, the"
                    + " product, or the mean in which the surer one counts more (default: arithmetic).")
    private ByteBlend.@Nullable Kind mix;

    @Option(names = "--weights", paramLabel = "W,W", split = ",",
            description = "With --bytes: a weight for each model, or its exponent in the product (default: 1 each).")
    private List<Double> weights = new ArrayList<>();

    @Option(names = "--max-new-bytes", paramLabel = "N", description = "With --bytes: most bytes of a text (default: 256).")
    private @Nullable Integer maxBytes;

    @Option(names = "--width", paramLabel = "K", description = "With --bytes: most token paths of the beam (default: 10).")
    private @Nullable Integer width;

    @Option(names = "--threshold", paramLabel = "EPS",
            description = "With --bytes: paths below this share of the prefix mass are dropped (default: 0.01).")
    private @Nullable Double threshold;

    /** Whether texts are written byte by byte. Throws UserError if not and an option was named that is for bytes alone. */
    boolean isAsked(int models) {
        if (!bytes) {
            Map<String, @Nullable Object> others = new LinkedHashMap<>();
            others.put("--mix", mix);
            others.put("--weights", weights.isEmpty() ? null : weights);
            others.put("--max-new-bytes", maxBytes);
            others.put("--width", width);
            others.put("--threshold", threshold);
            others.forEach((name, value) -> require(value == null, name + " is of texts that are written byte by byte."));
            require(models == 1, "Models of different tokenizers can write a text together only byte by byte.");
        }
        return bytes;
    }

    private static void require(boolean condition, String reason) {
        if (!condition) {
            throw UserError.badInput("%s Add --bytes.", reason);
        }
    }

    int maxBytes() {
        return Objects.requireNonNullElse(maxBytes, USUAL_BYTES);
    }

    ByteBlend blend(int models) {
        return ByteBlend.of(Objects.requireNonNullElse(mix, ByteBlend.Kind.ARITHMETIC),
                weights.stream().mapToDouble(Double::doubleValue).toArray(), models);
    }

    ConverterSettings converter() {
        return ConverterSettings.beam(Objects.requireNonNullElse(width, ConverterSettings.USUAL_BEAM.width()),
                Objects.requireNonNullElse(threshold, ConverterSettings.USUAL_BEAM.threshold()));
    }
}
