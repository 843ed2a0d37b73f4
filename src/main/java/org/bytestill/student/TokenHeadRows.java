package org.bytestill.student;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The token head's forward and backward pass over chosen hidden states. Forward gives their next-token distributions, one row each; backward
 * turns the gradient with respect to their logits into those with respect to the hidden states and the head's matrix. Both work piece by
 * piece, so that never many rows of the vocabulary are held. The script is {@code torchscript/token_head.py}.
 *
 * <p>For a {@link LossFunction} that needs all rows before any gradient is known. If the rows are too large to be kept, they are recomputed
 * in the backward pass. Rows are numbered in the order of {@link #forward} and {@link #register}.
 */
public final class TokenHeadRows {
    /** Numbers of one piece, 8 MiB of float32: a piece is there four times over. */
    private static final int PIECE = 2 << 20;

    private final Script script;
    private final LossFunction.LossInput input;
    private final int vocabulary;
    private final Scope owner;
    private final List<Rows> registered = new ArrayList<>();
    private int count;
    private @Nullable Tensor gradTokenHead;

    /**
     * Rows of some hidden states.
     *
     * @param places     of the hidden states, counted over (batch x positions)
     * @param first      number of the first
     * @param gradHidden gradient with respect to all hidden states so far (batch x positions, hidden)
     * @param kept       the pieces; empty if they are to be recomputed
     */
    private record Rows(Tensor hidden, long[] places, int first, @Nullable Tensor gradHidden, List<Piece> kept) {}

    /**
     * Some rows at a time.
     *
     * @param probabilities (rows, vocabulary)
     * @param slope         of the cap at their logits, in the same shape; empty without a cap
     */
    private record Piece(Tensor probabilities, Tensor slope) {}

    /** @param owner scope that owns the gradients */
    public TokenHeadRows(Script script, LossFunction.LossInput input, int vocabulary, Scope owner) {
        this.script = script;
        this.input = input;
        this.vocabulary = vocabulary;
        this.owner = owner;
    }

    /** Takes the next-token distributions of the chosen places, in their order. */
    @FunctionalInterface
    public interface RowSink {
        /** @param probabilities only valid during the call */
        void accept(int number, double[] probabilities);
    }

    /**
     * Computes rows that take part in the backward pass.
     *
     * @param kept   scope that keeps them until then, if all fit into the block of logits a pass may hold
     * @param hidden hidden states of the texts or of their branches
     * @param places of the chosen ones, counted over (batch x positions)
     */
    public void forward(Scope kept, Tensor hidden, long[] places, RowSink sink) {
        Rows rows = add(hidden, places);
        forward(count <= input.rowsAtOnce() ? kept : null, rows, sink);
    }

    /** Computes rows that take no part in the backward pass; they are numbered from 0 on. */
    public void forwardNoGrad(Tensor hidden, long[] places, RowSink sink) {
        forward(null, new Rows(hidden, places, 0, null, List.of()), sink);
    }

    /** Registers rows for the backward pass without computing them now. They get the next numbers. */
    public void register(Tensor hidden, long[] places) {
        add(hidden, places);
    }

    private Rows add(Tensor hidden, long[] places) {
        Tensor gradHidden = script.method("zero_grad_hidden").with("hidden", hidden).tensor(owner);
        Rows rows = new Rows(hidden, places, count, gradHidden, new ArrayList<>());
        registered.add(rows);
        count += places.length;
        return rows;
    }

    private void forward(@Nullable Scope kept, Rows rows, RowSink sink) {
        double[] row = new double[vocabulary];
        for (int start = 0; start < rows.places.length; start += rowsAtOnce()) {
            long[] part = part(rows.places, start);
            try (Scope passing = owner.inner("rows")) {
                Piece piece = piece(kept != null ? kept : passing, rows.hidden, passing.of(part, part.length));
                if (kept != null) {
                    rows.kept.add(piece);
                }
                HeadReading reading = new HeadReading(piece.probabilities, vocabulary);
                for (int i = 0; i < part.length; i++) {
                    reading.next(row);
                    sink.accept(rows.first + start + i, row);
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

    private Piece piece(Scope pieceOwner, Tensor hidden, Tensor places) {
        List<List<Tensor>> result = script.method("token_head_forward").with("hidden", hidden).with("places", places)
                .with("weights", input.weights()).with("compute", input.precision().code()).lists(pieceOwner);
        return new Piece(result.get(0).get(0), result.get(1).get(0));
    }

    /**
     * The backward pass, from the gradients with respect to the logits of all rows.
     *
     * @param groupOf the group of each id
     * @param groups  their number
     */
    public void backward(long[] groupOf, int groups, HeadGradient.OfRow gradient) {
        try (Scope whole = owner.inner("groups")) {
            Tensor group = whole.of(groupOf, groupOf.length);
            for (Rows rows : registered) {
                for (int start = 0; start < rows.places.length; start += rowsAtOnce()) {
                    long[] part = part(rows.places, start);
                    try (Scope passing = whole.inner("rows")) {
                        Tensor places = passing.of(part, part.length);
                        Piece piece = rows.kept.isEmpty() ? piece(passing, rows.hidden, places) : rows.kept.get(start / rowsAtOnce());
                        HeadGradient collected = new HeadGradient(part.length, groups, vocabulary);
                        for (int i = 0; i < part.length; i++) {
                            collected.row(i, rows.first + start + i, gradient);
                        }
                        backward(passing, rows, places, piece.slope, collected.gradLogits(script, passing, piece.probabilities, group));
                    }
                }
            }
        }
    }

    private void backward(Scope passing, Rows rows, Tensor places, Tensor slope, Tensor gradLogits) {
        List<Tensor> sum = gradTokenHead != null ? List.of(gradTokenHead) : input.tokenHeadSum();
        boolean isFirst = input.wantsGradTokenHead() && sum.isEmpty();
        List<Tensor> result = script.method("token_head_backward").with("hidden", rows.hidden).with("places", places)
                .with("weights", input.weights()).with("slope", slope).with("grad_logits", gradLogits)
                .with("wants_grad_hidden", input.wantsGradHidden())
                .with("wants_grad_token_head", input.wantsGradTokenHead()).with("grad_hidden", rows.gradHidden).with("token_head_sum", sum)
                .with("compute", input.precision().code()).tensors(isFirst ? owner : passing);
        gradTokenHead = isFirst ? result.get(0) : gradTokenHead;
    }

    /** The gradients with respect to the hidden states that were registered, in their shapes. */
    public List<Tensor> gradHidden() {
        return registered.stream()
                .map(rows -> script.method("in_shape_of").with("x", rows.gradHidden).with("like", rows.hidden).tensor(owner)).toList();
    }

    /** The gradient with respect to the token head's matrix so far; null if it is not wanted or was added to its sum. */
    public @Nullable Tensor gradTokenHead() {
        return gradTokenHead;
    }
}
