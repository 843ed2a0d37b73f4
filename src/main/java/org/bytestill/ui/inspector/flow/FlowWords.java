package org.bytestill.ui.inspector.flow;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.flow.MassFlow;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.inspector.draw.Glyphs;
import org.bytestill.ui.inspector.draw.TextCells;
import org.bytestill.ui.inspector.state.Analysis;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.HighlightedToken;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.util.Texts;

/** Tokens, bytes and paths of a mass flow in words, the same in pictures, tables and what is spoken. */
public final class FlowWords {
    private final Texts texts = Texts.of("flow");
    private final Glyphs glyphs;

    public FlowWords(Glyphs glyphs) {
        this.glyphs = glyphs;
    }

    /** A byte as a sign where it has one, else in hex. */
    public static String ofByte(int value) {
        String glyph = Glyphs.ofByte(value);
        return glyph.isEmpty() ? Glyphs.hex((byte) value) : glyph;
    }

    static Typeface faceOf(String glyph, Typeface otherwise) {
        return glyph.equals("␣") || glyph.equals("↵") ? Typeface.UI : otherwise;
    }

    public String token(byte[] bytes) {
        return glyphs.ofToken(bytes);
    }

    String token(MassFlow.Token token) {
        return token(token.bytes());
    }

    /** The last characters before an offset, as many as fit; what of a character stands before the offset is hex. */
    String before(Analysis analysis, int offset, double width, Typeface face, double size) {
        StringBuilder shown = new StringBuilder();
        int at = offset;
        while (at > 0) {
            TextCells.Cell cell = analysis.cells().at(at - 1);
            String piece = token(Arrays.copyOfRange(analysis.inspection().text(), cell.start(), at));
            if (face.width("…" + piece + shown, size) > width) {
                return "…" + shown;
            }
            shown.insert(0, piece);
            at = cell.start();
        }
        return shown.toString();
    }

    /** Why there are no tokens to show at the cursor. */
    public String whyNoTokens(FlowModel.State state) {
        return texts.get(switch (state.tokens()) {
            case UNKNOWN -> "tokens.unknown";
            case MIXED -> "tokens.mixed";
            case FAILED -> "tokens.failed";
            default -> "tokens.coming";
        });
    }

    /** Which token, its id, its mass, the byte it votes for, its path. */
    String readOut(MassFlow flow, MassFlow.Token token) {
        int pending = flow.position() - flow.paths().get(token.path()).chain().end();
        return texts.get("token.line", token(token), Integer.toString(token.id()), Format.probability(token.share()),
                ofByte(token.bytes()[pending] & 0xFF), token.path() + 1, flow.paths().size());
    }

    /** A token that is none of those at the cursor. */
    String readOut(HighlightedToken lit) {
        return texts.get("token.elsewhere", token(lit.bytes()), Integer.toString(lit.id()), Format.count(lit.start()),
                Format.count(lit.end()),
                texts.get(lit.side().key()));
    }

    /** What is gathered in a cell; {@code tokens} is -1 if they are not known. */
    String other(int bytes, int tokens, double mass) {
        String share = Format.probability(mass);
        if (tokens < 0) {
            return texts.get("other.bytes", bytes, share);
        }
        return bytes == 0 ? texts.get("other.tokens", tokens, share) : texts.get("other.both", bytes, tokens, share);
    }

    /** A cell of the icicle. */
    String cell(IcicleLayout.Cell cell) {
        return switch (cell.kind()) {
            case BYTE -> texts.get("cell.byte", ofByte(cell.value()), Glyphs.hex((byte) cell.value()), Format.probability(cell.mass()));
            case GATHERED -> other(cell.value(), cell.tokens(), cell.mass());
            default -> texts.get("cell.outside", outside(cell.kind()), Format.probability(cell.mass()));
        };
    }

    /** The flow at the cursor in a sentence: the two heaviest bytes, and what reaches none. */
    String summary(InspectorViewModel model, FlowModel flow) {
        ByteRows rows = flow.rows();
        if (rows == null) {
            return texts.get("empty");
        }
        int offset = model.cursorProperty().get();
        double[] p = rows.distribution(offset);
        int[] order = IntStream.range(0, 256).boxed().sorted(Comparator.comparingDouble(value -> -p[value])).mapToInt(value -> value)
                .toArray();
        return texts.get("summary", texts.get(flow.sideProperty().get().key()),
                Format.count(model.analysisProperty().get().place(offset)), ofByte(order[0]),
                Format.probability(p[order[0]]), ofByte(order[1]), Format.probability(p[order[1]]), rows.livePaths(offset));
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
