package org.bytestill.ui.common;

import javafx.scene.Node;
import org.bytestill.engine.run.Run;

/**
 * A tab of the window, which shows one run at a time. Created once; the window calls it when a run is opened and when the tab is
 * shown or hidden.
 */
public interface Screen {
    /** What is shown below the header; the same node each time. */
    Node node();

    /** The tab comes to the front with this run. Called again with another run without {@link #hide()} between. */
    void show(Run run);

    /** The tab is no longer seen: polling stops, work nobody waits for is cancelled. */
    void hide();
}
