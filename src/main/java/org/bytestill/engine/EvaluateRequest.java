package org.bytestill.engine;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.bytes.ConverterSettings;

/**
 * Which model is measured on which text.
 *
 * @param model          folder of a run, or of a model
 * @param checkpoint     {@code best}, {@code last}, {@code first} or an update; only of a run
 * @param texts          text files
 * @param documentBytes  longest document, in bytes; 0 takes the run's own, or 2,048
 * @param teacher        folder of the model to agree with, or null
 * @param converter      how both are read as bytes; the covering gives no byte probability 0
 * @param agreementBytes bytes of the text on which the agreement is measured; 0 for all
 * @param device         {@code auto}, {@code cpu} or {@code cuda}
 */
public record EvaluateRequest(Path model, String checkpoint, List<Path> texts, int documentBytes, Path teacher, ConverterSettings converter,
        long agreementBytes, String device) {}
