package org.bytestill.text;

/**
 * Divides bytes into stretches of valid UTF-8, which have canonical tokens, and single bytes that stand bare: those that
 * are not valid UTF-8, and in SentencePiece's spelling the character {@code ▁}, which it would take for a space.
 */
final class Utf8Segments {
    private Utf8Segments() {}

    interface Visitor {
        /** Text of at least one character, valid throughout. */
        void valid(int from, int to);

        /** A byte to be written as a token of its own. */
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
