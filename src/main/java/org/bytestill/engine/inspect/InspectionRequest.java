package org.bytestill.engine.inspect;

import org.bytestill.engine.reading.InspectedModel;

/**
 * A question to the inspector.
 *
 * @param text    bytes to look at, not empty; may be invalid UTF-8
 * @param teacher the model drawn as teacher; any model, a checkpoint too
 * @param student the model drawn as student; may be the same one, read in another way
 */
public record InspectionRequest(byte[] text, InspectedModel teacher, InspectedModel student) {}
