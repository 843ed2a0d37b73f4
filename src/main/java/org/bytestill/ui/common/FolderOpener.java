package org.bytestill.ui.common;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.bytestill.problem.UserError;

/** Shows a folder in the system's file manager. */
public final class FolderOpener {
    private FolderOpener() {}

    /** Starts the file manager in the background; tells, on the window's thread, if there is none. */
    public static void show(Path folder, Tasks tasks, Consumer<Throwable> failed) {
        tasks.run(() -> {
            try {
                return new ProcessBuilder(List.of(command(), folder.toString())).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            } catch (IOException e) {
                throw UserError.badInput("No file manager could be started to show %s. Open the folder by hand.", folder).causedBy(e);
            }
        }, started -> {}, failed);
    }

    private static String command() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return os.contains("win") ? "explorer" : os.contains("mac") ? "open" : "xdg-open";
    }
}
