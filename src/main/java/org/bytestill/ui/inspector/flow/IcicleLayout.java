package org.bytestill.ui.inspector.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.flow.MassFlow;
import org.jspecify.annotations.Nullable;

/**
 * Where the mass before a byte lies in a row of bytes, and below it in rows of the bytes after: width is mass. What is too thin
 * to be seen is gathered at the right end of what it belongs to; all cells of the first row together are as wide as the whole.
 */
final class IcicleLayout {
    /** Narrower than this, in pixels, a cell is gathered with others. */
    private static final double THINNEST = 2;

    /** What a cell stands for. */
    enum Kind { BYTE, GATHERED, END, SPECIAL, BELOW_THRESHOLD, BEYOND_WIDTH }

    /**
     * One box.
     *
     * @param parent  the cell above, or null in the first row
     * @param depth   0 for the next byte
     * @param left    in pixels from the left end
     * @param value   the byte; for {@link Kind#GATHERED} how many bytes
     * @param tokens  for {@link Kind#GATHERED} how many tokens, or -1 if that is not known
     * @param ended   mass of tokens whose last byte it is, drawn at the cell's left
     * @param node    the flow's node; null for other kinds, and while tokens are not known
     * @param follows whether the text goes on like this
     */
    record Cell(Kind kind, @Nullable Cell parent, int depth, double left, double width, int value, int tokens, double mass, double ended,
            MassFlow.@Nullable Node node, boolean follows) {

        /** The bytes from the position on that lead here, this one the last. */
        boolean isOnWay(byte[] bytes) {
            return kind == Kind.BYTE && depth < bytes.length && (bytes[depth] & 0xFF) == value && (parent == null || parent.isOnWay(bytes));
        }
    }

    private final byte[] text;
    private final int position;
    private final double width;
    private final int depths;
    private final boolean byMass;
    private final List<Cell> cells = new ArrayList<>();

    private IcicleLayout(byte[] text, int position, double width, int depths, boolean byMass) {
        this.text = text;
        this.position = position;
        this.width = width;
        this.depths = depths;
        this.byMass = byMass;
    }

    /** Cells, each after the one above it. */
    static List<Cell> of(MassFlow flow, byte[] text, double width, int depths, boolean byMass) {
        IcicleLayout layout = new IcicleLayout(text, flow.position(), width, depths, byMass);
        layout.placeAll(flow.bytes(), flow);
        return layout.cells;
    }

    /** The first row alone, from a reading's rows, where tokens are not known. */
    static List<Cell> of(ByteRows rows, byte[] text, int position, double width, boolean byMass) {
        double[] p = rows.distribution(position);
        double kept = 1 - rows.residual(position) - rows.belowThreshold(position) - rows.beyondWidth(position);
        List<MassFlow.Node> nodes = new ArrayList<>();
        for (int value = 0; value < ByteDistribution.BYTES; value++) {
            if (p[value] > 0) {
                nodes.add(new MassFlow.Node(value, p[value] * kept, List.of(), List.of(), 0, 0));
            }
        }
        IcicleLayout layout = new IcicleLayout(text, position, width, 1, byMass);
        layout.placeAll(nodes, new MassFlow(position, List.of(), nodes, p[ByteDistribution.EOS] * kept, rows.residual(position),
                rows.belowThreshold(position), rows.beyondWidth(position)));
        return layout.cells;
    }

    private void placeAll(List<MassFlow.Node> nodes, MassFlow flow) {
        double x = place(null, nodes, 0, 0, -1, !flow.paths().isEmpty());
        x = outside(Kind.END, flow.endOfSequence(), x);
        x = outside(Kind.SPECIAL, flow.residual(), x);
        x = outside(Kind.BELOW_THRESHOLD, flow.belowThreshold(), x);
        outside(Kind.BEYOND_WIDTH, flow.beyondWidth(), x);
    }

    private double outside(Kind kind, double mass, double x) {
        if (mass > 0) {
            cells.add(new Cell(kind, null, 0, x, mass * width, -1, 0, mass, 0, null, false));
        }
        return x + mass * width;
    }

    /** Places the nodes of a cell, {@code folded} mass after them, and returns where they end. */
    private double place(Cell parent, List<MassFlow.Node> nodes, double from, double folded, int foldedTokens, boolean known) {
        int depth = parent == null ? 0 : parent.depth() + 1;
        double x = from;
        double gathered = folded;
        int bytes = 0;
        int tokens = Math.max(0, foldedTokens);
        boolean follows = false;
        for (MassFlow.Node node : inOrder(nodes)) {
            boolean isNext = isNext(parent, depth, node.value());
            if (node.mass() * width < THINNEST) {
                gathered += node.mass();
                bytes++;
                tokens += known ? node.tokens().size() + node.allFoldedTokens() : 0;
                follows |= isNext;
                continue;
            }
            double ended = node.ends().stream().mapToDouble(MassFlow.Token::share).sum();
            Cell cell = new Cell(Kind.BYTE, parent, depth, x, node.mass() * width, node.value(), 0, node.mass(), ended, known ? node : null,
                    isNext);
            cells.add(cell);
            if (depth + 1 < depths) {
                place(cell, node.children(), x + ended * width, node.foldedMass(), node.foldedTokens(), known);
            }
            x += node.mass() * width;
        }
        if (gathered > 0) {
            cells.add(new Cell(Kind.GATHERED, parent, depth, x, gathered * width, bytes, known ? tokens : -1, gathered, 0, null, follows));
        }
        return x + gathered * width;
    }

    private boolean isNext(Cell parent, int depth, int value) {
        return (parent == null || parent.follows()) && position + depth < text.length && (text[position + depth] & 0xFF) == value;
    }

    private List<MassFlow.Node> inOrder(List<MassFlow.Node> nodes) {
        return byMass ? nodes.stream().sorted(Comparator.comparingDouble(node -> -node.mass())).toList() : nodes;
    }
}
