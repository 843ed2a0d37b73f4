package org.bytestill.model;

/**
 * How a tensor in a GGUF file differs from the one in a Hugging Face checkpoint, besides its number format.
 */
enum GgufLayout {
    SAME,

    /** Of each query head the rows i and half + i, which rotate together, lie side by side. */
    ROTARY_QUERIES {
        @Override
        long sourceRow(long row, long rows, ModelConfig config) {
            return sideBySide(row, rows / config.heads());
        }
    },

    /** The same of each key head. */
    ROTARY_KEYS {
        @Override
        long sourceRow(long row, long rows, ModelConfig config) {
            return sideBySide(row, rows / config.keyValueHeads());
        }
    },

    /** All queries, all keys, all values; the checkpoint has them head by head. */
    QUERIES_KEYS_VALUES {
        @Override
        long sourceRow(long row, long rows, ModelConfig config) {
            long headSize = rows / 3 / config.heads();
            long head = row / (3 * headSize);
            long part = row / headSize % 3;
            return (part * config.heads() + head) * headSize + row % headSize;
        }
    },

    /** The scale of a norm that multiplies by 1 + scale, stored with the 1 added. */
    PLUS_ONE,

    /** Inputs and outputs exchanged. */
    TRANSPOSED;

    /** The row of the file that is row {@code row} of the checkpoint; of a tensor of one dimension, its element. */
    long sourceRow(long row, long rows, ModelConfig config) {
        return row;
    }

    /** True if the file has the rows in another order. */
    boolean isPermuted() {
        return this == ROTARY_QUERIES || this == ROTARY_KEYS || this == QUERIES_KEYS_VALUES;
    }

    /** Rows that change places with each other alone, and follow each other in the checkpoint; all where the file has columns for rows. */
    int rowsTogether(int rows, ModelConfig config) {
        return switch (this) {
            case ROTARY_QUERIES -> rows / config.heads();
            case ROTARY_KEYS -> rows / config.keyValueHeads();
            case QUERIES_KEYS_VALUES, TRANSPOSED -> rows;
            default -> 1;
        };
    }

    private static long sideBySide(long row, long headSize) {
        long inHead = row % headSize;
        long half = headSize / 2;
        return row - inHead + inHead % half * 2 + inHead / half;
    }
}
