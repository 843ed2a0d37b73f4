package org.bytestill.ui.common;

/** A drawing of pixels that can be drawn with more of them, for a picture in a file. */
public interface DenselyDrawn {
    /** Draws anew, with so many pixels in place of each; 1 is as on the screen. */
    void setDensity(double density);
}
