package org.bytestill.engine;

import java.nio.file.Path;
import org.bytestill.bytes.ConverterSettings;

/**
 * A question to the inspector.
 *
 * @param text      bytes to look at, not empty; may be invalid UTF-8
 * @param teacher   folder of the model drawn as teacher
 * @param student   folder of the model drawn as student: a model folder or a checkpoint of a run
 * @param converter how both are read as bytes
 */
public record InspectionRequest(byte[] text, Path teacher, Path student, ConverterSettings converter) {}
