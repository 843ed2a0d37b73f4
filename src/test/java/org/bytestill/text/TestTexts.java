package org.bytestill.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/** Texts that break naive readers, and random mixtures of them. */
public final class TestTexts {
    public static final Path GOLDENS = Path.of("src/test/resources/goldens");

    private static final String[] PIECES = {
        "The licensee may convey", " copies", " of it.", "you'll", " let's", "\n\n", "\n", "  ", "   \t", "\r\n", "1234567", " 3,141.59",
        "naïve café", "東京タワー", "。", "مرحبا بالعالم", "שלום", "👩‍👩‍👧‍👦", "🙂", "🇫🇷", "e\u0301", "\u2581", "<|endoftext|>", "<s>",
        "<0x0A>",
        "\u0000", "\uFEFF", "x = {'a': [1, 2]};", "!!!", "…", "ﬁ", "\u00A0", "ΑΒΓ", "A", " ", "'", "’s"};
    private static final byte[][] INVALID = {{(byte) 0xFF}, {(byte) 0x80}, {(byte) 0xC3}, {(byte) 0xE2, (byte) 0x82},
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xF0, (byte) 0x9F, (byte) 0x98}, {(byte) 0xC0, (byte) 0xAF}};

    private TestTexts() {}

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Pieces of many scripts, in one of four with invalid bytes in between. */
    public static byte[] random(Random random, int pieces) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        boolean invalid = random.nextInt(4) == 0;
        for (int i = 0; i < pieces; i++) {
            boolean broken = invalid && random.nextInt(4) == 0;
            text.writeBytes(broken ? INVALID[random.nextInt(INVALID.length)] : utf8(PIECES[random.nextInt(PIECES.length)]));
        }
        return text.toByteArray();
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    public static byte[] randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
