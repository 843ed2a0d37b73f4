package org.bytestill.text.chat;

/**
 * A range of the UTF-8 bytes of a text.
 *
 * @param start offset of the first byte
 * @param end   offset after the last byte
 */
public record ByteRange(int start, int end) {
    public int length() {
        return end - start;
    }
}
