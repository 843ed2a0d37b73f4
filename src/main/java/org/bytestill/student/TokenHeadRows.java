package org.bytestill.student;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;

/**
 * The token head over some of the backbone's states: first their rows of probabilities, later the gradient by their logits, which
 * is carried back to states and head. Both piece by piece, so that never many rows of the vocabulary are held.
 *
 * <p>For an {@link LossFunction} whose losses need all rows before any gradient is known: if they are too large to be kept, they are
 * computed anew the second time. Rows are numbered in the order they are read in.
 */
public final class TokenHeadRows {
    /** Numbers of one piece, 8 MiB of float32: a piece is there four times over. */
    private static final int PIECE = 2 << 20;

    private final Script script;
    private final LossFunction.States states;
    private final int vocabulary;
    private final Scope results;
    private final List<Read> reads = new ArrayList<>();
    private int rows;
    private Tensor gradTokenHead;

    /**
     * Rows of some states.
     *
     * @param places   in the states, counted over (batch x positions)
     * @param first    number of the first
     * @param gradHidden gradient by the states so far (batch x positions, hidden)
     * @param kept     probabilities of each piece with the slope of their cap; empty if they were not kept
     */
    private record Read(Tensor hidden, long[] places, int first, Tensor gradHidden, List<List<Tensor>> kept) {}

    /** @param results scope that owns the gradients */
    public TokenHeadRows(Script script, LossFunction.States states, int vocabulary, Scope results) {
        this.script = script;
        this.states = states;
        this.vocabulary = vocabulary;
        this.results = results;
    }

    /** Takes the rows of the asked places, in their order. */
    @FunctionalInterface
    public interface RowSink {
        /** @param probabilities only valid during the call */
        void accept(int number, double[] probabilities);
    }

    /**
     * Reads rows of the text's states or of its branches', whose gradients will be carried back.
     *
     * @param kept   scope that keeps them for the way back if all fit into the block of logits a pass may hold
     * @param hidden the states
     * @param places places in them, counted over (batch x positions)
     */
    public void read(Scope kept, Tensor hidden, long[] places, RowSink sink) {
        Read read = add(hidden, places);
        read(rows <= states.rowsAtOnce() ? kept : null, read, sink);
    }

    /** Reads rows of which nothing will be carried back; they are numbered from 0 on. */
    public void look(Tensor hidden, long[] places, RowSink sink) {
        read(null, new Read(hidden, places, 0, null, List.of()), sink);
    }

    /** Says that gradients by these rows will be carried back, without reading them. They get the next numbers. */
    public void open(Tensor hidden, long[] places) {
        add(hidden, places);
    }

    private Read add(Tensor hidden, long[] places) {
        Read read = new Read(hidden, places, rows, script.callOne(results, "no_gradient", hidden), new ArrayList<>());
        reads.add(read);
        rows += places.length;
        return read;
    }

    private void read(Scope kept, Read read, RowSink sink) {
        double[] row = new double[vocabulary];
        for (int start = 0; start < read.places.length; start += rowsAtOnce()) {
            long[] part = part(read.places, start);
            try (Scope piece = results.inner("rows")) {
                List<Tensor> open = probabilities(kept != null ? kept : piece, read.hidden, piece.of(part, part.length));
                if (kept != null) {
                    read.kept.add(open);
                }
                HeadReading reading = new HeadReading(open.get(0), vocabulary);
                for (int i = 0; i < part.length; i++) {
                    reading.next(row);
                    sink.accept(read.first + start + i, row);
                }
            }
        }
    }

    private int rowsAtOnce() {
        return Math.max(16, PIECE / vocabulary);
    }

    private long[] part(long[] places, int start) {
        return Arrays.copyOfRange(places, start, Math.min(places.length, start + rowsAtOnce()));
    }

    private List<Tensor> probabilities(Scope owner, Tensor hidden, Tensor at) {
        return script.call(owner, "head_probabilities", hidden, at, states.weights(), states.precision().code());
    }

    /**
     * Carries the gradients by the logits of all rows back.
     *
     * @param groupOf the group of each id
     * @param groups  their number
     */
    public void backward(long[] groupOf, int groups, HeadGradient.OfRow gradient) {
        try (Scope whole = results.inner("groups")) {
            Tensor group = whole.of(groupOf, groupOf.length);
            for (Read read : reads) {
                for (int start = 0; start < read.places.length; start += rowsAtOnce()) {
                    long[] part = part(read.places, start);
                    try (Scope piece = whole.inner("rows")) {
                        Tensor at = piece.of(part, part.length);
                        List<Tensor> open = read.kept.isEmpty() ? probabilities(piece, read.hidden, at) : read.kept.get(start / rowsAtOnce());
                        HeadGradient collected = new HeadGradient(part.length, groups, vocabulary);
                        for (int i = 0; i < part.length; i++) {
                            collected.row(i, read.first + start + i, gradient);
                        }
                        backward(piece, read, at, open.get(1), collected.gradLogits(script, piece, open.get(0), group));
                    }
                }
            }
        }
    }

    private void backward(Scope piece, Read read, Tensor at, Tensor slope, Tensor gradLogits) {
        List<Tensor> sum = gradTokenHead != null ? List.of(gradTokenHead) : states.tokenHeadSum();
        boolean isFirst = states.gradTokenHead() && sum.isEmpty();
        List<Tensor> result = script.call(isFirst ? results : piece, "head_back", read.hidden, at, states.weights(), slope, gradLogits,
                states.gradHidden(), states.gradTokenHead(), read.gradHidden, sum, states.precision().code());
        gradTokenHead = isFirst ? result.get(0) : gradTokenHead;
    }

    /** The gradients by the states that were read, in their shapes. */
    public List<Tensor> gradHidden() {
        return reads.stream().map(read -> script.callOne(results, "shaped", read.gradHidden, read.hidden)).toList();
    }

    /** The gradient by the token head's matrix so far; null if it is not wanted or was added to its sum. */
    public Tensor gradTokenHead() {
        return gradTokenHead;
    }
}
