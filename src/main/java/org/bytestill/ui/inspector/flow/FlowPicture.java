package org.bytestill.ui.inspector.flow;

import javafx.scene.layout.Region;

/** One way to show the mass flow at the cursor. */
interface FlowPicture {
    Region node();

    /** Shows what the models say now; called only while it is seen. */
    void refresh();

    /** Bytes that have a place of their own in it: the first part of the ledger. */
    int[] shownBytes();
}
