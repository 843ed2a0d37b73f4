package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.bytes.ByteBlend;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.problem.Check;

/**
 * A request to write texts byte by byte, with one model or several together.
 *
 * @param models      folders of runs, models or adapters, or GGUF files
 * @param checkpoint  as in {@link GenerateRequest}, of each that is a run
 * @param prompts     what is continued
 * @param blend       how several models become one; its weights in the order of the models
 * @param converter   the beam
 * @param maxBytes    most bytes of a text
 * @param temperature as in {@link GenerateRequest}, of the 257 outcomes, as are the next three
 * @param stops       strings that end a text
 * @param seed        seed of the draws
 * @param precision   {@code float32} or {@code bfloat16}
 * @param device      {@code auto}, {@code cpu} or {@code cuda}
 */
public record GenerateBytesRequest(List<Path> models, String checkpoint, List<GenerateRequest.Prompt> prompts, ByteBlend blend,
        ConverterSettings converter, int maxBytes, double temperature, int topK, double topP, double minP, double repetitionPenalty,
        List<String> stops, long seed, String precision, String device) {
    public GenerateBytesRequest {
        models = List.copyOf(models);
        prompts = List.copyOf(prompts);
        stops = List.copyOf(stops);
        Check.that(!models.isEmpty(), "No model is named. Name a folder or a GGUF file.");
        Check.that(!prompts.isEmpty(), "There is no prompt. Give one.");
        Check.argument(blend.weights().length == models.size(), "%d models have %d weights.", models.size(), blend.weights().length);
    }
}
