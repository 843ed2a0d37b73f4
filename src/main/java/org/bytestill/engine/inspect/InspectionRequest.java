package org.bytestill.engine.inspect;

import org.bytestill.engine.reading.InspectedModel;

/**
 * A request to inspect a text with two models.
 *
 * @param text    the text, not empty; may be invalid UTF-8
 * @param teacher the model shown as teacher; any model, also a checkpoint
 * @param student the model shown as student; may be the same model with another converter or head
 */
public record InspectionRequest(byte[] text, InspectedModel teacher, InspectedModel student) {}
