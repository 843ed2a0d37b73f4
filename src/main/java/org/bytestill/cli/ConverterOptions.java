package org.bytestill.cli;

import org.bytestill.bytes.ConverterSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the converter from next-token to next-byte distributions. */
final class ConverterOptions {
    @Option(names = "--method", paramLabel = "beam|cover|eot",
            description = "beam (the paper's), cover (canonical prefixes) or eot (the teacher's own tokens, whose end is an outcome).")
    ConverterSettings.@Nullable Method method;

    @Option(names = "--width", paramLabel = "K", defaultValue = "10",
            description = "Beam width: most paths kept (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(names = "--threshold", paramLabel = "EPS", defaultValue = "0.01",
            description = "Paths below this share of the prefix mass are dropped (default: ${DEFAULT-VALUE}).")
    private double threshold;

    @Option(names = "--specials-as-text", description = "Count special tokens as the bytes of their names, as genlm-bytes does.")
    private boolean specialsAsText;

    ConverterSettings settings(ConverterSettings.Method otherwise) {
        return new ConverterSettings(method == null ? otherwise : method, width, threshold, specialsAsText);
    }
}
