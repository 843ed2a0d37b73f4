package org.bytestill.corpus.records;

/**
 * A value that JSON does not have, of a column that nobody may need.
 *
 * @param kind what it is, as a noun in the plural
 */
public record OtherValue(String kind) {
    /** Bytes that no annotation calls a text. */
    public static final OtherValue BYTES = new OtherValue("raw bytes");
}
