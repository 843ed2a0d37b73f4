package org.bytestill.objective.covering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytestill.bytes.cover.CoverTree;
import org.bytestill.student.Backbone;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;

/**
 * Some nodes of several documents as one padded batch: which node lies where, and the model's input. The canonical paths of the documents are
 * a batch of texts. Other nodes branch off these, with everyone's ancestors for a mask and depths for positions; they lie in several
 * rows a document, for a row is an attention's keys: those of a canonical path and those of the row. With a node that branches off comes its
 * parent.
 */
final class CoverInput {
    /** Fewer keys at once make attention no cheaper. */
    private static final int SHORTEST_ROW = 32;

    private final List<CoveredDocument> texts;
    private final List<Row> rows = new ArrayList<>();
    /** Column of each node of each document, or -1. */
    private final int[][] columnOf;
    private final int columns;

    /** Nodes of a document, in the order of their positions. */
    private record Row(int document, int[] nodes) {}

    /** The nodes a text's tokens lead to. */
    static CoverInput canonicalPaths(List<CoveredDocument> texts) {
        return new CoverInput(texts, CoveredDocument::isCanonical, Integer.MAX_VALUE);
    }

    /** The nodes that branch off and are evaluated, in rows of half a canonical path. */
    CoverInput branches() {
        return branches(CoveredDocument::isBranch);
    }

    /** Those of them by which a gradient is carried back, and those they hang from. */
    CoverInput sampledBranches() {
        return branches(CoveredDocument::isSampledBranch);
    }

    private CoverInput branches(BiPredicate<CoveredDocument, Integer> isIn) {
        return new CoverInput(texts, isIn, Math.max(SHORTEST_ROW, columns / 2));
    }

    private CoverInput(List<CoveredDocument> texts, BiPredicate<CoveredDocument, Integer> isIn, int rowLength) {
        this.texts = texts;
        columnOf = new int[texts.size()][];
        for (int d = 0; d < texts.size(); d++) {
            CoveredDocument text = texts.get(d);
            columnOf[d] = new int[text.size()];
            Arrays.fill(columnOf[d], -1);
            int[] nodes = IntStream.range(0, text.size()).filter(position -> isIn.test(text, position)).toArray();
            addRows(d, nodes, rowLength);
        }
        columns = rows.stream().mapToInt(row -> row.nodes.length).max().orElse(1);
    }

    private void addRows(int document, int[] nodes, int rowLength) {
        CoverTree tree = texts.get(document).tree();
        // The first node that the node or one after it descends from, itself included.
        int[] from = nodes.clone();
        for (int i = nodes.length - 1; i >= 0; i--) {
            from[i] = Math.min(tree.isCanonical(nodes[i]) || tree.isCanonical(tree.parent(nodes[i])) ? nodes[i] : tree.parent(nodes[i]), i + 1 < nodes.length ? from[i + 1] : nodes[i]);
        }
        int equalLength = nodes.length == 0 ? 0 : (int) Math.ceil(nodes.length / Math.ceil((double) nodes.length / rowLength));
        int start = 0;
        for (int end = 1; end <= nodes.length; end++) {
            boolean isWhole = end == nodes.length || from[end] == nodes[end];
            if (end == nodes.length || end - start >= equalLength && isWhole) {
                for (int i = start; i < end; i++) {
                    columnOf[document][nodes[i]] = i - start;
                }
                rows.add(new Row(document, Arrays.copyOfRange(nodes, start, end)));
                start = end;
            }
        }
    }

    /** A node and its document's index. */
    record Node(int document, int position) {}

    /** The nodes, in the order of {@link #places}. */
    List<Node> nodes() {
        return rows.stream().flatMap(row -> Arrays.stream(row.nodes).mapToObj(position -> new Node(row.document, position))).toList();
    }

    /** Place of every node in the states (rows x columns). */
    long[] places() {
        return IntStream.range(0, rows.size()).boxed().flatMapToLong(row -> LongStream.range(0, rows.get(row).nodes.length).map(column -> (long) row * columns + column)).toArray();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The model's input, of canonical paths. */
    Backbone.Input text(Scope scope) {
        return Backbone.Input.text(scope, ids(scope));
    }

    /** The model's input, of nodes that branch off the canonical paths. */
    Backbone.Input branches(Scope scope, CoverInput canonicalPaths) {
        float[] depths = new float[rows.size() * columns];
        forEach((row, column, node) -> depths[row * columns + column] = tree(row).depth(node));
        Tensor mask = TensorOps.to(scope, scope.of(mask(canonicalPaths), rows.size(), 1, columns, canonicalPaths.columns + columns), Dtype.BOOL);
        return new Backbone.Input(ids(scope), scope.of(depths, rows.size(), columns), mask,
                scope.of(rows.stream().mapToLong(row -> row.document).toArray(), rows.size()));
    }

    private Tensor ids(Scope scope) {
        long[] ids = new long[rows.size() * columns];
        forEach((row, column, node) -> ids[row * columns + column] = tree(row).token(node));
        return scope.of(ids, rows.size(), columns);
    }

    /** 1 where a node (row) sees a key, of the canonical path or of its row: itself and its ancestors. Padding sees itself, so that no row is empty. */
    private byte[] mask(CoverInput canonicalPaths) {
        int keys = canonicalPaths.columns + columns;
        byte[] mask = new byte[Math.multiplyExact(rows.size(), Math.multiplyExact(columns, keys))];
        for (int query = 0; query < rows.size() * columns; query++) {
            mask[query * keys + canonicalPaths.columns + query % columns] = 1;
        }
        forEach((row, column, node) -> {
            int document = rows.get(row).document;
            int parent = tree(row).parent(node);
            int begin = (row * columns + column) * keys;
            if (columnOf[document][parent] >= 0) {
                int parentColumn = columnOf[document][parent];
                System.arraycopy(mask, (row * columns + parentColumn) * keys, mask, begin, canonicalPaths.columns + parentColumn + 1);
            } else {
                Arrays.fill(mask, begin, begin + canonicalPaths.columnOf[document][parent] + 1, (byte) 1);
            }
        });
        return mask;
    }

    private CoverTree tree(int row) {
        return texts.get(rows.get(row).document).tree();
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(int row, int column, int node);
    }

    private void forEach(Visitor visitor) {
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).nodes.length; column++) {
                visitor.visit(row, column, rows.get(row).nodes[column]);
            }
        }
    }
}
