package org.bytestill.ui;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.stage.Window;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.runs.RunTemplate;

/** Opens the wizard over a window, empty, or from another run, a configuration or a model; {@code started} is told of the run if one was started. */
@FunctionalInterface
public interface NewRunDialog {
    void open(Window owner, Optional<RunTemplate> from, Consumer<Run> started);
}
