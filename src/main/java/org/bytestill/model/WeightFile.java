package org.bytestill.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** One file of weights, opened by its header: tensors by their Hugging Face names. */
interface WeightFile {
    Path file();

    /** What the header says of each tensor, by its name in a Hugging Face checkpoint. */
    Map<String, Stored> tensors();

    /** Throws {@link org.bytestill.problem.UserError} if the tensor is there in a number format that cannot be read. */
    default void requireReadable(String name) {}

    /**
     * A tensor at rest.
     *
     * @param shape as in a Hugging Face checkpoint
     * @param bytes as stored
     */
    record Stored(long[] shape, long bytes) {}

    /** The number format in which a tensor can be read without loss and, if possible, without copying it. */
    Dtype dtype(String name);

    /**
     * Gives a tensor in that number format from its first row to its last.
     *
     * @param rowsAtOnce of its first dimension in a piece, where its form in the file allows
     */
    void rows(String name, long rowsAtOnce, RowSink sink) throws IOException;

    /**
     * Reads tensors into a scope.
     *
     * @param target    owns the tensors; its device is theirs
     * @param temporary open as long as the loader is used
     */
    Loader loader(Scope target, Scope temporary);

    /** Reads the tensors of one file, one at a time. */
    @FunctionalInterface
    interface Loader {
        /**
         * The tensor in a number format.
         *
         * @param own true if the tensor shall have memory of its own; else it may be the file itself, mapped
         */
        Tensor load(String name, Dtype dtype, boolean own);
    }
}
