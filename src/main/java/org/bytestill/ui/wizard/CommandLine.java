package org.bytestill.ui.wizard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        List<String> words = new ArrayList<>(List.of("bytestill", "train"));
        words.add(Shell.quoted(file.map(Path::toString).orElse(draft.config().name() + ".yaml")));
        words.add("--run");
        words.add(Shell.quoted(runFolder.toString()));
        if (file.isPresent()) {
            for (String key : draft.differingFrom(draft.loaded())) {
                words.add("--set");
                words.add(Shell.quoted(key + "=" + RunConfigFile.text(draft.config(), key)));
            }
        }
        return String.join(" ", words);
    }
}
