package org.bytestill.cli.manual;

/** Completion in fish: a line an option, which holds while its command is the one that is typed. */
final class FishCompletion {
    private final StringBuilder text = new StringBuilder();
    private final String program;

    private FishCompletion(String program) {
        this.program = program;
    }

    static String of(CommandPage root) {
        FishCompletion fish = new FishCompletion(root.name());
        fish.text.append("# Completion of ").append(root.name()).append(" in fish.\n");
        fish.options(root, "__fish_use_subcommand");
        fish.commands(root, "__fish_use_subcommand");
        return fish.text.toString();
    }

    private void commands(CommandPage page, String condition) {
        for (CommandPage below : page.subcommands()) {
            line(condition, "-f -a " + below.word() + " -d " + quoted(below.sentence()));
        }
        for (CommandPage below : page.subcommands()) {
            String seen = "__fish_seen_subcommand_from " + below.word();
            options(below, seen);
            commands(below, seen);
        }
    }

    private void options(CommandPage page, String condition) {
        for (CommandPage.Entry option : page.options()) {
            StringBuilder words = new StringBuilder();
            for (String name : option.names()) {
                words.append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1)).append(' ');
            }
            if (!option.value().isEmpty()) {
                words.append(option.choices().isEmpty() ? "-r " : "-x -a " + quoted(String.join(" ", option.choices())) + " ");
            }
            line(condition, words + "-d " + quoted(option.sentence()));
        }
    }

    private void line(String condition, String words) {
        text.append("complete -c ").append(program).append(" -n ").append(quoted(condition)).append(' ').append(words).append('\n');
    }

    private static String quoted(String plain) {
        return "'" + plain.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
