package org.bytestill.ui.wizard;

import java.nio.file.Path;
import java.util.Optional;
import org.bytestill.config.RunConfigFile;
import org.bytestill.ui.common.Shell;

/** The wizard's choices as a command for a terminal. */
final class CommandLine {
    private CommandLine() {}

    /**
     * The run starts from the file the values came from, with what was changed since; without such a file from the one
     * that <em>Save config only</em> writes.
     */
    static String train(Optional<Path> file, ConfigDraft draft, Path runFolder) {
        return "bytestill train " + file(file, draft) + " --run " + Shell.quoted(runFolder.toString()) + changes(file, draft);
    }

    /** What that run converts before it trains; where to, is still to be said. */
    static String convert(Optional<Path> file, ConfigDraft draft) {
        return "bytestill convert " + file(file, draft) + changes(file, draft);
    }

    private static String file(Optional<Path> file, ConfigDraft draft) {
        return Shell.quoted(file.map(Path::toString).orElse(draft.config().name() + ".yaml"));
    }

    private static String changes(Optional<Path> file, ConfigDraft draft) {
        StringBuilder words = new StringBuilder();
        if (file.isPresent()) {
            for (String key : draft.differingFrom(draft.loaded())) {
                words.append(" --set ").append(Shell.quoted(key + "=" + RunConfigFile.text(draft.config(), key)));
            }
        }
        return words.toString();
    }
}
