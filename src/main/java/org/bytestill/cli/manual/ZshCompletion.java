package org.bytestill.cli.manual;

/** Completion in zsh: a function that zsh finds as {@code _bytestill} on its {@code fpath}. */
final class ZshCompletion {
    private final StringBuilder text = new StringBuilder();

    private ZshCompletion() {}

    static String of(CommandPage root) {
        ZshCompletion zsh = new ZshCompletion();
        zsh.text.append("#compdef ").append(root.name()).append("\n# Completion of ").append(root.name()).append(" in zsh.\n")
                .append("local curcontext=\"$curcontext\" state line\ntypeset -A opt_args\n");
        zsh.write(root, "");
        return zsh.text.toString();
    }

    private void write(CommandPage page, String indent) {
        String next = " \\\n" + indent + "    ";
        text.append(indent).append("_arguments -s -C");
        for (CommandPage.Entry option : page.options()) {
            for (String name : option.names()) {
                text.append(next).append(option(name, option));
            }
        }
        if (page.subcommands().isEmpty()) {
            text.append(next).append("'*:").append(escaped(positional(page))).append(":_files'\n");
            return;
        }
        text.append(next).append("'1: :->command'").append(next).append("'*::argument:->arguments'\n");
        text.append(indent).append("case $state in\n").append(indent).append("command)\n").append(indent).append("    local -a commands=(");
        for (CommandPage below : page.subcommands()) {
            text.append('\n').append(indent).append("        '").append(below.word()).append(':').append(escaped(below.sentence()))
                    .append('\'');
        }
        text.append(")\n").append(indent).append("    _describe command commands ;;\n").append(indent).append("arguments)\n").append(indent)
                .append("    case $line[1] in\n");
        for (CommandPage below : page.subcommands()) {
            text.append(indent).append("    ").append(below.word()).append(")\n");
            write(below, indent + "        ");
            text.append(indent).append("        ;;\n");
        }
        text.append(indent).append("    esac ;;\n").append(indent).append("esac\n");
    }

    private static String positional(CommandPage page) {
        return page.parameters().isEmpty() ? "file" : page.parameters().get(0).value();
    }

    private static String option(String name, CommandPage.Entry option) {
        String value = "";
        if (!option.value().isEmpty()) {
            value = ":" + escaped(option.value()) + ":"
                    + (option.choices().isEmpty() ? "_files" : "(" + String.join(" ", option.choices()) + ")");
        }
        return "'*" + name + "[" + escaped(option.sentence()) + "]" + value + "'";
    }

    private static String escaped(String plain) {
        return plain.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:").replace("'", "'\\''");
    }
}
