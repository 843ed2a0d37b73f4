package org.bytestill.text.chat;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.text.jinja.JinjaTemplate;

/** Offsets of a text's characters in its UTF-8 form. */
final class Utf8Offsets {
    private Utf8Offsets() {}

    /** Number of UTF-8 bytes of the first UTF-16 units of a text, which end no surrogate pair in the middle. */
    static int bytes(String text, int units) {
        int bytes = 0;
        for (int i = 0; i < units; i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /** The ranges of generation blocks in bytes; beyond the end of the text they end with it. */
    static List<ByteRange> ranges(JinjaTemplate.Rendered rendered) {
        String text = rendered.text();
        int length = text.codePointCount(0, text.length());
        List<ByteRange> ranges = new ArrayList<>();
        for (JinjaTemplate.Range range : rendered.generation()) {
            int start = text.offsetByCodePoints(0, Math.min(range.start(), length));
            int end = text.offsetByCodePoints(0, Math.min(range.end(), length));
            ranges.add(new ByteRange(bytes(text, start), bytes(text, end)));
        }
        return ranges;
    }
}
