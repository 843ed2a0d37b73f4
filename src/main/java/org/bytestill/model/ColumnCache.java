package org.bytestill.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;

/**
 * The contiguous key/value caches of a {@link DecodingBatch}: of each layer keys and values (texts, key/value heads, capacity, head size),
 * whose columns all texts fill together.
 */
final class ColumnCache {
    private final Script script;
    private final Scope scope;
    private int texts;
    private int capacity;
    private int used;
    private List<Tensor> keys;
    private List<Tensor> values;

    /** Keys and values of all layers, or views of a part of them. */
    record Layers(List<Tensor> keys, List<Tensor> values) {}

    /**
     * @param scope owns the caches
     * @param like  a tensor of their number format and device
     */
    ColumnCache(Script script, Scope scope, Tensor like, int texts, int capacity) {
        this.script = script;
        this.scope = scope;
        this.texts = texts;
        this.capacity = capacity;
        this.keys = empty(like);
        this.values = empty(like);
    }

    private List<Tensor> empty(Tensor like) {
        return script.method("empty_columns").with("texts", texts).with("capacity", capacity).with("like", like).tensors(scope);
    }

    /** Columns filled so far. */
    int used() {
        return used;
    }

    void setUsed(int columns) {
        used = columns;
    }

    Layers all() {
        return new Layers(keys, values);
    }

    /** Views of the texts from {@code first} to before {@code end}, from a column on: what is written into them is written here. */
    Layers part(Scope views, int first, int end, int column) {
        return new Layers(views(views, keys, first, end, column), views(views, values, first, end, column));
    }

    private List<Tensor> views(Scope views, List<Tensor> caches, int first, int end, int column) {
        return script.method("column_views").with("caches", caches).with("first", first).with("end", end).with("column", column)
                .tensors(views);
    }

    /** Makes room for one more column. */
    void reserve() {
        if (used == capacity) {
            capacity = capacity * 3 / 2;
            move(IntStream.range(0, texts).toArray(), 0);
        }
    }

    /** Goes on with some of the texts, without their first columns. */
    void keep(int[] kept, int begin) {
        texts = kept.length;
        move(kept, begin);
        used -= begin;
    }

    /** Layer by layer, so that little is held twice. */
    private void move(int[] kept, int begin) {
        try (Scope call = scope.inner("move")) {
            Tensor rows = call.of(Arrays.stream(kept).asLongStream().toArray(), kept.length);
            keys = moved(keys, rows, begin);
            values = moved(values, rows, begin);
        }
    }

    private List<Tensor> moved(List<Tensor> caches, Tensor kept, int begin) {
        List<Tensor> moved = new ArrayList<>();
        for (Tensor cache : caches) {
            moved.add(script.method("moved_columns").with("cache", cache).with("kept", kept).with("begin", begin).with("end", used)
                    .with("capacity", capacity).tensor(scope));
            cache.close();
        }
        return moved;
    }
}
