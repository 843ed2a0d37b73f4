package org.bytestill.distill.covering;

import java.util.List;
import java.util.function.BiPredicate;
import org.bytestill.student.Trunk;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;

/**
 * Some nodes of several documents as one padded batch: which node lies where, and the model's input with everyone's ancestors for a
 * mask and depths for positions. The nodes of a document are closed upwards: with a node comes its parent.
 */
final class CoverInput {
    private final int documents;
    private final int columns;
    /** Column of each node of each document, or -1. */
    private final int[][] columnOf;
    private final int[] documentAt;
    private final int[] nodeAt;
    private final long[] ids;
    private final float[] depths;
    private final boolean[] chain;
    private final List<CoverText> texts;

    /** @param isIn whether a node (document, position) takes part */
    CoverInput(List<CoverText> texts, BiPredicate<CoverText, Integer> isIn) {
        this.texts = texts;
        documents = texts.size();
        columnOf = new int[documents][];
        int nodes = 0;
        int widest = 1;
        for (int d = 0; d < documents; d++) {
            CoverText text = texts.get(d);
            columnOf[d] = new int[text.size()];
            int column = 0;
            for (int position = 0; position < text.size(); position++) {
                columnOf[d][position] = isIn.test(text, position) ? column++ : -1;
            }
            nodes += column;
            widest = Math.max(widest, column);
        }
        columns = widest;
        documentAt = new int[nodes];
        nodeAt = new int[nodes];
        ids = new long[documents * columns];
        depths = new float[documents * columns];
        chain = new boolean[documents];
        fill();
    }

    private void fill() {
        int filled = 0;
        for (int d = 0; d < documents; d++) {
            chain[d] = true;
            for (int position = 0; position < columnOf[d].length; position++) {
                int column = columnOf[d][position];
                if (column >= 0) {
                    documentAt[filled] = d;
                    nodeAt[filled++] = position;
                    ids[d * columns + column] = texts.get(d).tree().token(position);
                    depths[d * columns + column] = texts.get(d).tree().depth(position);
                    chain[d] &= texts.get(d).tree().depth(position) == column;
                }
            }
        }
    }

    /** Nodes in the batch, numbered document by document and position by position. */
    int nodes() {
        return nodeAt.length;
    }

    /** Index of the numbered node's document. */
    int documentOf(int number) {
        return documentAt[number];
    }

    /** The numbered node's position in its document. */
    int nodeOf(int number) {
        return nodeAt[number];
    }

    /** Place of every numbered node in the states (documents x columns). */
    long[] places() {
        long[] places = new long[nodes()];
        for (int number = 0; number < places.length; number++) {
            places[number] = (long) documentAt[number] * columns + columnOf[documentAt[number]][nodeAt[number]];
        }
        return places;
    }

    /** The model's input; of chains alone, a text's. */
    Trunk.Input input(Scope scope) {
        Tensor mask = isText() ? scope.of(new byte[0], 0) : TensorOps.to(scope, scope.of(mask(), documents, 1, columns, columns), Dtype.BOOL);
        Tensor positions = isText() ? scope.numbers(columns) : scope.of(depths, documents, columns);
        return new Trunk.Input(scope.of(ids, documents, columns), positions, mask);
    }

    private boolean isText() {
        for (boolean one : chain) {
            if (!one) {
                return false;
            }
        }
        return true;
    }

    /** 1 where a query (row) sees a key: itself and its ancestors. Padding sees itself, so that no row is empty. */
    private byte[] mask() {
        byte[] mask = new byte[Math.multiplyExact(documents, Math.multiplyExact(columns, columns))];
        for (int d = 0; d < documents; d++) {
            for (int column = 0; column < columns; column++) {
                mask[(d * columns + column) * columns + column] = 1;
            }
            for (int position = 0; position < columnOf[d].length; position++) {
                int parent = columnOf[d][position] > 0 ? columnOf[d][texts.get(d).tree().parent(position)] : -1;
                if (parent >= 0) {
                    int row = (d * columns + columnOf[d][position]) * columns;
                    System.arraycopy(mask, (d * columns + parent) * columns, mask, row, parent + 1);
                }
            }
        }
        return mask;
    }
}
