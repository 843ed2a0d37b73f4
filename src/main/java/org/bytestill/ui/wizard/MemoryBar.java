package org.bytestill.ui.wizard;

import org.bytestill.engine.plan.MemoryPart;
import org.bytestill.engine.plan.MemoryParts;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.ThemeColor;

/** Memory as a bar of its parts, one beside the other; what is free stays empty. */
final class MemoryBar {
    private static final int HATCH_GAP = 4;

    private MemoryBar() {}

    /** Draws the parts from the left; the width stands for the memory that is available. */
    static void draw(Painter pen, MemoryParts parts, long available, double left, double top, double width, double height) {
        pen.fill(ThemeColor.INSET, left, top, width, height).box(ThemeColor.LINE, left, top, width, height, 1);
        // What is too large is drawn to the border.
        double scale = width / Math.max(available, parts.total());
        double at = left;
        for (var part : parts.bytes().entrySet()) {
            double wide = part.getValue() * scale;
            swatch(pen, part.getKey(), at, top, Math.max(0.5, wide - 1), height);
            at += wide;
        }
    }

    /** The ground of a part: greys, and hatches where parts would look alike; in high contrast there are few greys. */
    static void swatch(Painter pen, MemoryPart part, double x, double y, double width, double height) {
        switch (part) {
            case WEIGHTS -> pen.fill(ThemeColor.FG, x, y, width, height);
            case GRADIENTS -> pen.fill(ThemeColor.GHOST, x, y, width, height);
            case MOMENTS -> hatched(pen, ThemeColor.SERIES, ThemeColor.PANEL, x, y, width, height);
            case ACTIVATIONS -> pen.fill(ThemeColor.BAND, x, y, width, height);
            case LOGITS -> hatched(pen, ThemeColor.PANEL, ThemeColor.FG, x, y, width, height);
            case TEACHER -> hatched(pen, ThemeColor.GHOST, ThemeColor.PANEL, x, y, width, height);
            case CACHE -> hatched(pen, ThemeColor.BAND, ThemeColor.SERIES, x, y, width, height);
            case MASSES -> pen.fill(ThemeColor.LINE, x, y, width, height);
            case HEAP -> hatched(pen, ThemeColor.PANEL, ThemeColor.GHOST, x, y, width, height);
            case LIBTORCH -> pen.fill(ThemeColor.LINE, x, y, width, height).box(ThemeColor.LINE_STRONG, x, y, width, height, 1);
            case OTHER -> pen.fill(ThemeColor.PANEL, x, y, width, height).box(ThemeColor.LINE_STRONG, x, y, width, height, 1);
        }
    }

    private static void hatched(Painter pen, ThemeColor ground, ThemeColor ink, double x, double y, double width, double height) {
        pen.fill(ground, x, y, width, height).hatch(ink, x, y, width, height, HATCH_GAP).box(ink, x, y, width, height, 1);
    }
}
