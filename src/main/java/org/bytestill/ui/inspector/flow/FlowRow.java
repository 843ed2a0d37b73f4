package org.bytestill.ui.inspector.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytestill.bytes.flow.MassFlow;

/**
 * A line of the mass flow as a table.
 *
 * @param kind   what it stands for
 * @param value  the byte it flows into, or -1
 * @param token  for {@link Kind#TOKEN}
 * @param tokens how many tokens, for gathered ones and bytes
 * @param mass   its share of all mass before the byte
 */
public record FlowRow(Kind kind, int value, MassFlow.Token token, int tokens, double mass) {
    /** Kinds of lines. Without the first kind they are parts of one whole. */
    public enum Kind {
        BYTE, TOKEN, OTHER, END, SPECIAL, BELOW_THRESHOLD, BEYOND_WIDTH
    }

    /** Parts that sum to all mass; with {@code grouped} under the bytes they flow into, each byte a line before its tokens. */
    static List<FlowRow> of(MassFlow flow, boolean grouped) {
        List<FlowRow> rows = new ArrayList<>();
        for (MassFlow.Node node : flow.bytes()) {
            List<MassFlow.Token> tokens = new ArrayList<>(node.tokens());
            if (grouped) {
                rows.add(new FlowRow(Kind.BYTE, node.value(), null, tokens.size() + node.allFoldedTokens(), node.mass()));
                tokens.sort(Comparator.comparingDouble(token -> -token.share()));
            }
            tokens.forEach(token -> rows.add(new FlowRow(Kind.TOKEN, node.value(), token, 1, token.share())));
            if (node.allFoldedTokens() > 0) {
                rows.add(new FlowRow(Kind.OTHER, node.value(), null, node.allFoldedTokens(), node.allFoldedMass()));
            }
        }
        rows.add(new FlowRow(Kind.END, -1, null, 0, flow.endOfSequence()));
        rows.add(new FlowRow(Kind.SPECIAL, -1, null, 0, flow.residual()));
        rows.add(new FlowRow(Kind.BELOW_THRESHOLD, -1, null, 0, flow.belowThreshold()));
        rows.add(new FlowRow(Kind.BEYOND_WIDTH, -1, null, 0, flow.beyondWidth()));
        return rows;
    }
}
