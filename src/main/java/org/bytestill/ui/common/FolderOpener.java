package org.bytestill.ui.common;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.bytestill.problem.UserError;

/** Shows a folder in the system's file manager, a page in its browser. */
public final class FolderOpener {
    private FolderOpener() {}

    /** Starts the file manager in the background; tells, on the window's thread, if there is none. */
    public static void show(Path folder, Tasks tasks, Consumer<Throwable> failed) {
        start(folder.toString(), "No file manager could be started to show %s. Open the folder by hand.", tasks, failed);
    }

    /** Shows a page of the web in the system's browser, likewise. Only what somebody has clicked is opened. */
    public static void showPage(String address, Tasks tasks, Consumer<Throwable> failed) {
        start(address, "No browser could be started to show %s. Open the page by hand.", tasks, failed);
    }

    private static void start(String what, String fault, Tasks tasks, Consumer<Throwable> failed) {
        tasks.run(() -> {
            try {
                return new ProcessBuilder(List.of(command(), what)).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            } catch (IOException e) {
                throw UserError.badInput(fault, what).causedBy(e);
            }
        }, started -> {}, failed);
    }

    private static String command() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return os.contains("win") ? "explorer" : os.contains("mac") ? "open" : "xdg-open";
    }
}
