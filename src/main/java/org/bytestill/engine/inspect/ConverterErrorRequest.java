package org.bytestill.engine.inspect;

import org.bytestill.bytes.ByteRows;
import org.bytestill.engine.reading.InspectedModel;

/**
 * A question to the inspector: how far is a reading from the reference?
 *
 * @param text  the bytes that were read
 * @param model how they were read: by the token head
 * @param rows  what came of it, one row a byte
 */
public record ConverterErrorRequest(byte[] text, InspectedModel model, ByteRows rows) {}
