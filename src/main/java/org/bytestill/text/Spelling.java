package org.bytestill.text;

import java.nio.charset.StandardCharsets;

/** How the entries of a vocabulary spell bytes. */
enum Spelling {
    /** One character a byte, {@link ByteAlphabet}: GPT-2, Llama 3, Qwen, SmolLM. */
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
    /** Characters with {@code ▁} for the space; {@code <0xNN>} for a byte of a character without entry: Llama 2, Mistral, Gemma. */
    SENTENCE_PIECE {
        @Override
        byte[] bytesOf(String token) {
            int value = byteOf(token);
            return value >= 0 ? new byte[] {(byte) value} : token.replace(SPACE, ' ').getBytes(StandardCharsets.UTF_8);
        }

        @Override
        String ofByte(int unsignedByte) {
            return String.format("<0x%02X>", unsignedByte);
        }
    };

    /** SentencePiece's spelling of the space. */
    static final char SPACE = '\u2581';

    /** The bytes an entry of the vocabulary stands for. */
    abstract byte[] bytesOf(String token);

    /** The entry that stands for one byte, whether or not it is part of a character. */
    abstract String ofByte(int unsignedByte);

    /** The byte of a {@code <0xNN>} entry, or -1 if the entry is none. */
    static int byteOf(String token) {
        if (token.length() != 6 || !token.startsWith("<0x") || token.charAt(5) != '>') {
            return -1;
        }
        int high = Character.digit(token.charAt(3), 16);
        int low = Character.digit(token.charAt(4), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
