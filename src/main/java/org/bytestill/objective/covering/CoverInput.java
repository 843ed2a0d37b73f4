package org.bytestill.objective.covering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytestill.bytes.cover.CoverTree;
import org.bytestill.student.Backbone;
import org.bytestill.student.BatchLayout;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;

/**
 * Packing of covering-tree nodes: lays chosen nodes of several documents out as one batch, with position ids and a tree
 * attention mask. The canonical paths of the documents form an ordinary batch of texts. All other nodes attend to their
 * ancestors only, and their position id is their depth. They are packed into several rows per document, since the cost of
 * attention grows with the keys per row, which are the canonical path and the row itself. A node's parent is on the canonical
 * path or in the same row.
 */
final class CoverInput {
    /** Shortest row: fewer keys make attention no cheaper. */
    private static final int SHORTEST_ROW = 32;

    private final List<CoveredDocument> texts;
    private final List<Row> rows = new ArrayList<>();
    /** Column of each node of each document in its row, or -1. */
    private final int[][] columnOf;
    private final BatchLayout layout;

    /** A row of the batch: nodes of one document, in the order of their positions. */
    private record Row(int document, int[] nodes) {}

    /** The batch of the canonical paths. */
    static CoverInput canonicalPaths(List<CoveredDocument> texts) {
        return new CoverInput(texts, CoveredDocument::isCanonical, Integer.MAX_VALUE, BatchLayout::of);
    }

    /** The evaluated nodes off the canonical paths, in rows of about half a canonical path. */
    CoverInput branches() {
        return branches(CoveredDocument::isBranch);
    }

    /** The nodes sampled for back-propagation, and their ancestors off the canonical paths. */
    CoverInput sampledBranches() {
        return branches(CoveredDocument::isSampledBranch);
    }

    private CoverInput branches(BiPredicate<CoveredDocument, Integer> isIn) {
        return new CoverInput(texts, isIn, Math.max(SHORTEST_ROW, layout.longest() / 2), BatchLayout::padded);
    }

    private CoverInput(List<CoveredDocument> texts, BiPredicate<CoveredDocument, Integer> isIn, int rowLength,
            Function<int[], BatchLayout> layouts) {
        this.texts = texts;
        columnOf = new int[texts.size()][];
        for (int d = 0; d < texts.size(); d++) {
            CoveredDocument text = texts.get(d);
            columnOf[d] = new int[text.size()];
            Arrays.fill(columnOf[d], -1);
            int[] nodes = IntStream.range(0, text.size()).filter(position -> isIn.test(text, position)).toArray();
            addRows(d, nodes, rowLength);
        }
        layout = layouts.apply(rows.stream().mapToInt(row -> row.nodes.length).toArray());
    }

    private void addRows(int document, int[] nodes, int rowLength) {
        CoverTree tree = texts.get(document).tree();
        // The first node that this node or a later one needs in its row: itself, or its parent off the canonical path.
        int[] from = nodes.clone();
        for (int i = nodes.length - 1; i >= 0; i--) {
            from[i] = Math.min(tree.isCanonical(nodes[i]) || tree.isCanonical(tree.parent(nodes[i])) ? nodes[i] : tree.parent(nodes[i]),
                    i + 1 < nodes.length ? from[i + 1] : nodes[i]);
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

    /** A node and the index of its document. */
    record Node(int document, int position) {}

    /** The nodes, in the order of {@link #places}. */
    List<Node> nodes() {
        return rows.stream().flatMap(row -> Arrays.stream(row.nodes).mapToObj(position -> new Node(row.document, position))).toList();
    }

    /** Place of every node in the states. */
    long[] places() {
        return IntStream.range(0, rows.size()).boxed()
                .flatMapToLong(row -> IntStream.range(0, rows.get(row).nodes.length).mapToLong(column -> layout.place(row, column)))
                .toArray();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Input of the model for canonical paths. */
    Backbone.Input text(Scope scope) {
        return Backbone.Input.text(scope, layout, ids());
    }

    /** Input of the model for nodes that branch off the canonical paths. */
    Backbone.Input branches(Scope scope, CoverInput canonicalPaths) {
        int columns = layout.columns();
        float[] depths = new float[layout.places()];
        forEach((row, column, node) -> depths[layout.place(row, column)] = tree(row).depth(node));
        Tensor mask = TensorOps.to(scope,
                scope.of(mask(canonicalPaths), rows.size(), 1, columns, canonicalPaths.layout.longest() + columns), Dtype.BOOL);
        return new Backbone.Input(scope.of(ids(), rows.size(), columns), scope.of(depths, rows.size(), columns), mask,
                canonicalPaths.layout.textOf(scope, rows.stream().mapToInt(row -> row.document).toArray()));
    }

    private long[] ids() {
        long[] ids = new long[layout.places()];
        forEach((row, column, node) -> ids[layout.place(row, column)] = tree(row).token(node));
        return ids;
    }

    /**
     * The tree attention mask: 1 where a node (query) attends to a key of the canonical path or of its row, which it does for
     * itself and its ancestors. Padding attends to itself, so that no query is without a key.
     */
    private byte[] mask(CoverInput canonicalPaths) {
        int columns = layout.columns();
        int seen = canonicalPaths.layout.longest();
        int keys = seen + columns;
        byte[] mask = new byte[Math.multiplyExact(layout.places(), keys)];
        for (int query = 0; query < layout.places(); query++) {
            mask[query * keys + seen + query % columns] = 1;
        }
        forEach((row, column, node) -> {
            int document = rows.get(row).document;
            int parent = tree(row).parent(node);
            int begin = layout.place(row, column) * keys;
            if (columnOf[document][parent] >= 0) {
                int parentColumn = columnOf[document][parent];
                System.arraycopy(mask, layout.place(row, parentColumn) * keys, mask, begin, seen + parentColumn + 1);
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
