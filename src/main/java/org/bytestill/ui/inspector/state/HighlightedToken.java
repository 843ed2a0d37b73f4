package org.bytestill.ui.inspector.state;

import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.flow.MassFlow;

/**
 * A token that all views light: one that the pointer is on, or that the keys chose.
 *
 * @param teacher whose token it is
 * @param start   offset of its first byte
 * @param id      its id
 * @param bytes   its bytes; the text may go on otherwise
 */
public record HighlightedToken(boolean teacher, int start, int id, byte[] bytes) {

    public static HighlightedToken of(boolean teacher, MassFlow flow, MassFlow.Token token) {
        return new HighlightedToken(teacher, flow.paths().get(token.path()).chain().end(), token.id(), token.bytes());
    }

    public int end() {
        return start + bytes.length;
    }

    public boolean is(boolean ofTeacher, int from, int token) {
        return teacher == ofTeacher && start == from && id == token;
    }

    public boolean is(boolean ofTeacher, MassFlow flow, MassFlow.Token token) {
        return is(ofTeacher, flow.paths().get(token.path()).chain().end(), token.id());
    }

    /** Its bytes from a position on; empty if it does not reach there. */
    public byte[] from(int position) {
        return position >= start && position < end() ? Arrays.copyOfRange(bytes, position - start, bytes.length) : new byte[0];
    }

    /** Its tokens among those of a flow: more than one if paths with different beginnings end at the same byte. */
    public List<MassFlow.Token> among(boolean ofTeacher, MassFlow flow, List<MassFlow.Token> tokens) {
        return tokens.stream().filter(token -> is(ofTeacher, flow, token)).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HighlightedToken lit && lit.is(teacher, start, id);
    }

    @Override
    public int hashCode() {
        return 31 * start + id;
    }
}
