package org.bytestill.cli;

import java.nio.file.Path;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.reading.InspectedModel;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the second model of a comparison, and its converter. */
final class AgainstOptions {
    @Option(names = "--against", paramLabel = "DIR",
            description = "A second model to compare with the first at every byte; it may be the same one, read in another way.")
    private @Nullable Path model;

    @Option(names = "--against-method", paramLabel = "beam|cover|eot", description = "How the second is read (default: as the first).")
    private ConverterSettings.@Nullable Method method;

    @Option(names = "--against-width", paramLabel = "K", description = "Its beam width (default: that of the first).")
    private @Nullable Integer width;

    @Option(names = "--against-threshold", paramLabel = "EPS", description = "Its threshold (default: that of the first).")
    private @Nullable Double threshold;

    @Option(names = "--against-head", paramLabel = "token|byte",
            description = "By which head it is read: token, or the byte head of a checkpoint (default: token).")
    private InspectedModel.@Nullable Head head;

    /**
     * The second model; null if none was named.
     *
     * @throws UserError if there are options for a second model, but no such model
     */
    @Nullable
    InspectedModel model(ConverterSettings first) {
        if (model == null) {
            if (method != null || width != null || threshold != null || head != null) {
                throw UserError.badInput(
                        "--against-method, -width, -threshold and -head say how a second model is read, but none is named. Add --against with its"
                                + " folder; it may be that of --model.");
            }
            return null;
        }
        return new InspectedModel(model,
                new ConverterSettings(method == null ? first.method() : method, width == null ? first.width() : width,
                        threshold == null ? first.threshold() : threshold, first.specialsAsText()),
                head == null ? InspectedModel.Head.TOKEN : head);
    }
}
