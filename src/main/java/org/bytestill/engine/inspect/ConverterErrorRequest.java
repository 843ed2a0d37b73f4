package org.bytestill.engine.inspect;

import org.bytestill.bytes.ByteRows;
import org.bytestill.engine.reading.InspectedModel;

/**
 * A request to measure the approximation error of a converter.
 *
 * @param text  the text
 * @param model the model and its converter; it was read by its token head
 * @param rows  the next-byte distributions of that converter, one per byte
 */
public record ConverterErrorRequest(byte[] text, InspectedModel model, ByteRows rows) {}
