package org.bytestill.cli.manual;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The scripts by which shells complete commands, options and the values that are a choice. */
public enum Completion {
    BASH, ZSH, FISH;

    /** The script for this shell, to be read by it at its start. */
    public String script(CommandLine root) {
        return switch (this) {
            case BASH -> AutoComplete.bash(root.getCommandName(), root);
            case ZSH -> ZshCompletion.of(CommandPage.of(root));
            case FISH -> FishCompletion.of(CommandPage.of(root));
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
