package org.bytestill.ui.inspector.state;

import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.flow.MassFlow;
import org.bytestill.ui.common.Side;

/**
 * The token that all views highlight: the one under the pointer, or the one chosen by keys.
 *
 * @param side    whose token it is
 * @param start   offset of its first byte
 * @param id      its id
 * @param bytes   its bytes; the text may go on otherwise
 */
public record HighlightedToken(Side side, int start, int id, byte[] bytes) {

    public static HighlightedToken of(Side side, MassFlow flow, MassFlow.Token token) {
        return new HighlightedToken(side, flow.paths().get(token.path()).chain().end(), token.id(), token.bytes());
    }

    public int end() {
        return start + bytes.length;
    }

    public boolean is(Side of, int from, int token) {
        return side == of && start == from && id == token;
    }

    public boolean is(Side of, MassFlow flow, MassFlow.Token token) {
        return is(of, flow.paths().get(token.path()).chain().end(), token.id());
    }

    /** Its bytes from a position on; empty if it does not reach there. */
    public byte[] from(int position) {
        return position >= start && position < end() ? Arrays.copyOfRange(bytes, position - start, bytes.length) : new byte[0];
    }

    /** Its tokens among those of a flow: more than one if paths with different beginnings end at the same byte. */
    public List<MassFlow.Token> among(Side of, MassFlow flow, List<MassFlow.Token> tokens) {
        return tokens.stream().filter(token -> is(of, flow, token)).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HighlightedToken lit && lit.is(side, start, id);
    }

    @Override
    public int hashCode() {
        return 31 * start + id;
    }
}
