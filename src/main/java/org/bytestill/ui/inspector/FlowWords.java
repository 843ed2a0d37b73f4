package org.bytestill.ui.inspector;

import java.util.Arrays;
import org.bytestill.bytes.MassFlow;
import org.bytestill.ui.common.Face;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Texts;

/** Tokens, bytes and paths of a mass flow in words, the same in pictures, tables and what is spoken. */
final class FlowWords {
    private final Texts texts = Texts.of("flow");
    private final Glyphs glyphs;

    FlowWords(Glyphs glyphs) {
        this.glyphs = glyphs;
    }

    /** A byte as a sign where it has one, else in hex. */
    static String ofByte(int value) {
        String glyph = Glyphs.ofByte(value);
        return glyph.isEmpty() ? Glyphs.hex((byte) value) : glyph;
    }

    static Face faceOf(String glyph, Face otherwise) {
        return glyph.equals("␣") || glyph.equals("↵") ? Face.UI : otherwise;
    }

    String token(byte[] bytes) {
        return glyphs.ofToken(bytes);
    }

    String token(MassFlow.Token token) {
        return token(token.bytes());
    }

    /** The last bytes before an offset, as a token shows them, at most so many; begins with … if there are more. */
    String before(byte[] text, int offset, int most) {
        int from = Math.max(0, offset - most);
        while (from > 0 && from < offset && (text[from] & 0xC0) == 0x80) {
            from++;
        }
        return (from > 0 ? "…" : "") + token(Arrays.copyOfRange(text, from, offset));
    }

    /** Which token, its id, its mass, the byte it votes for, its path. */
    String readOut(MassFlow flow, MassFlow.Token token) {
        int pending = flow.position() - flow.paths().get(token.path()).chain().end();
        return texts.get("token.line", token(token), Integer.toString(token.id()), Format.probability(token.share()),
                ofByte(token.bytes()[pending] & 0xFF), token.path() + 1, flow.paths().size());
    }

    String other(int bytes, int tokens, double mass) {
        String share = Format.probability(mass);
        if (tokens < 0) {
            return texts.get("other.bytes", bytes, share);
        }
        return bytes == 0 ? texts.get("other.tokens", tokens, share) : texts.get("other.both", bytes, tokens, share);
    }

    /** A way in which mass reaches no byte. */
    String outside(IcicleLayout.Kind kind) {
        return texts.get("outside." + switch (kind) {
            case END -> "end";
            case SPECIAL -> "special";
            case BELOW_THRESHOLD -> "threshold";
            default -> "width";
        });
    }
}
