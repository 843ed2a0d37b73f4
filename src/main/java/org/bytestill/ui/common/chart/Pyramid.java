package org.bytestill.ui.common.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Least, greatest and sum over blocks of 64, 4,096, ... rows of a column that only grows. A range of any length is
 * answered from whole blocks and the rows at its edges. Used by one thread.
 */
final class Pyramid {
    private static final int FAN = 64;
    private static final int FAN_BITS = 6;

    private final IntToDoubleFunction column;
    private final List<Level> levels = new ArrayList<>();
    private int rows;

    /** {@code column} gives the value of a row; values of rows once seen must not change. */
    Pyramid(IntToDoubleFunction column) {
        this.column = column;
    }

    int rows() {
        return rows;
    }

    /** Takes in the rows up to before {@code newRows}; costs a step a new row. */
    void extend(int newRows) {
        Summary block = new Summary();
        while (rows < newRows) {
            int blockEnd = Math.min((rows | (FAN - 1)) + 1, newRows);
            boolean whole = (blockEnd & (FAN - 1)) == 0;
            if (whole) {
                block.clear();
                for (int row = blockEnd - FAN; row < blockEnd; row++) {
                    block.add(column.applyAsDouble(row));
                }
                push(0, block);
            }
            rows = blockEnd;
        }
    }

    private void push(int level, Summary block) {
        if (level == levels.size()) {
            levels.add(new Level());
        }
        Level blocks = levels.get(level);
        blocks.append(block);
        if (blocks.size % FAN == 0) {
            Summary above = new Summary();
            for (int index = blocks.size - FAN; index < blocks.size; index++) {
                blocks.addTo(index, above);
            }
            push(level + 1, above);
        }
    }

    /** Adds the rows from {@code from} to before {@code to} to the summary. */
    void add(int from, int to, Summary summary) {
        int row = Math.max(0, from);
        int end = Math.min(to, rows);
        while (row < end) {
            int level = largestBlock(row, end);
            if (level < 0) {
                summary.add(column.applyAsDouble(row));
                row++;
            } else {
                int shift = FAN_BITS * (level + 1);
                levels.get(level).addTo(row >> shift, summary);
                row += 1 << shift;
            }
        }
    }

    /** The highest level with a block that starts at the row and ends within the range; -1 for none. */
    private int largestBlock(int row, int end) {
        int best = -1;
        for (int level = 0; level < levels.size(); level++) {
            int length = 1 << FAN_BITS * (level + 1);
            if ((row & (length - 1)) != 0 || row + length > end || row / length >= levels.get(level).size) {
                break;
            }
            best = level;
        }
        return best;
    }

    /** The finished blocks of one length. */
    private static final class Level {
        private double[] min = new double[FAN];
        private double[] max = new double[FAN];
        private double[] sum = new double[FAN];
        private int[] count = new int[FAN];
        private int size;

        void append(Summary block) {
            if (size == min.length) {
                min = Arrays.copyOf(min, 2 * size);
                max = Arrays.copyOf(max, 2 * size);
                sum = Arrays.copyOf(sum, 2 * size);
                count = Arrays.copyOf(count, 2 * size);
            }
            min[size] = block.min;
            max[size] = block.max;
            sum[size] = block.sum;
            count[size] = block.count;
            size++;
        }

        void addTo(int index, Summary summary) {
            summary.add(min[index], max[index], sum[index], count[index]);
        }
    }
}
