package org.bytestill.ui;

import java.util.function.Consumer;
import javafx.stage.Window;
import org.bytestill.engine.run.Run;

/** Opens the wizard over a window; {@code started} is told of the run if one was started. */
@FunctionalInterface
public interface NewRunDialog {
    void open(Window owner, Consumer<Run> started);
}
