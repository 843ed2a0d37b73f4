package org.bytestill.text;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.IntStream;

/** The encoding of bytes in the entries of a vocabulary: byte-level or SentencePiece with byte fallback. */
enum Spelling {
    /** One character per byte, by {@link ByteAlphabet}: GPT-2, Llama 3, Qwen, SmolLM. */
    BYTE_LEVEL {
        @Override
        byte[] bytesOf(String token) {
            byte[] bytes = ByteAlphabet.bytesOf(token);
            return bytes != null ? bytes : token.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        String ofByte(int unsignedByte) {
            return String.valueOf(ByteAlphabet.characterOf(unsignedByte));
        }
    },
    /** Characters, with {@code ▁} for the space and byte fallback {@code <0xNN>} for unknown characters: Llama 2, Mistral, Gemma. */
    SENTENCE_PIECE {
        @Override
        byte[] bytesOf(String token) {
            int value = byteOf(token);
            return value >= 0 ? new byte[] {(byte) value} : token.replace(SPACE, ' ').getBytes(StandardCharsets.UTF_8);
        }

        @Override
        String ofByte(int unsignedByte) {
            return BYTE_FALLBACK[unsignedByte];
        }
    };

    /** SentencePiece's spelling of the space. */
    static final char SPACE = '\u2581';
    private static final String[] BYTE_FALLBACK = IntStream.range(0, 256).mapToObj(value -> String.format(Locale.ROOT, "<0x%02X>", value))
            .toArray(String[]::new);

    /** Decodes an entry of the vocabulary to bytes. */
    abstract byte[] bytesOf(String token);

    /** The entry of a single byte. */
    abstract String ofByte(int unsignedByte);

    /** The byte of a byte-fallback entry {@code <0xNN>}, or -1 for another entry. */
    static int byteOf(String token) {
        if (token.length() != 6 || !token.startsWith("<0x") || token.charAt(5) != '>') {
            return -1;
        }
        int high = Character.digit(token.charAt(3), 16);
        int low = Character.digit(token.charAt(4), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
