package org.bytestill;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.bytestill.cli.Bytestill;
import org.bytestill.ui.BytestillApp;
import org.bytestill.util.Language;

/**
 * Starts the program: the window without arguments, the command line with some. Does not extend Application, so that
 * the class path suffices and a command never touches JavaFX.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Before any class of DJL is loaded: it would contact a server otherwise.
        System.setProperty("OPT_OUT_TRACKING", "true");
        // Numbers in files and their names are the same everywhere, also those that libraries write.
        Language ofSystem = Language.nearest(Locale.getDefault(Locale.Category.DISPLAY));
        Locale.setDefault(Locale.ENGLISH);
        if (arguments.length > 0) {
            System.exit(Bytestill.run(arguments, utf8(FileDescriptor.out), utf8(FileDescriptor.err),
                    file -> BytestillApp.open(ofSystem, file)));
        }
        BytestillApp.open(ofSystem, Optional.empty());
    }

    /** Texts are UTF-8 whatever the system's own encoding is. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
