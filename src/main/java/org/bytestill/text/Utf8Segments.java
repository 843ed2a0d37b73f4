package org.bytestill.text;

/**
 * Splits bytes into runs of valid UTF-8, which the tokenizer encodes, and bare bytes, which become single-byte tokens: invalid UTF-8 and,
 * for SentencePiece, the character {@code ▁}, which would be decoded as a space.
 */
final class Utf8Segments {
    private Utf8Segments() {}

    interface Visitor {
        /** A run of at least one valid character. */
        void valid(int from, int to);

        /** A byte to encode as a single-byte token. */
        void bare(int offset);
    }

    static void visit(byte[] text, Spelling spelling, Visitor visitor) {
        int position = 0;
        while (position < text.length) {
            int end = validEnd(text, position, spelling);
            if (end > position) {
                visitor.valid(position, end);
            }
            position = end;
            int bare = position == text.length ? 0 : Math.max(1, Utf8.characterLength(text, position, text.length));
            for (int i = 0; i < bare; i++) {
                visitor.bare(position++);
            }
        }
    }

    private static int validEnd(byte[] text, int from, Spelling spelling) {
        if (spelling == Spelling.BYTE_LEVEL) {
            return Utf8.validEnd(text, from, text.length);
        }
        int position = from;
        while (position < text.length) {
            int length = Utf8.characterLength(text, position, text.length);
            if (length == 0 || length == 3 && Utf8.codePointAt(text, position, 3) == Spelling.SPACE) {
                break;
            }
            position += length;
        }
        return position;
    }
}
