package org.bytestill.cli.manual;

import java.util.ArrayList;
import java.util.List;

/** All commands as one page of the user guide, in Markdown. */
public final class CommandReference {
    private final StringBuilder text = new StringBuilder();

    private CommandReference() {}

    public static String of(CommandPage root) {
        CommandReference reference = new CommandReference();
        reference.text.append("# Commands\n\n").append("Written by `").append(root.name())
                .append(" manual --markdown commands` from the commands themselves.\n\n");
        List<CommandPage> pages = new ArrayList<>();
        collect(root, pages);
        for (CommandPage page : pages.subList(1, pages.size())) {
            reference.text.append("- [`").append(page.name()).append("`](#").append(page.name().replace(' ', '-')).append("): ")
                    .append(page.sentence()).append(".\n");
        }
        pages.forEach(reference::write);
        return reference.text.toString();
    }

    private static void collect(CommandPage page, List<CommandPage> pages) {
        pages.add(page);
        page.subcommands().forEach(below -> collect(below, pages));
    }

    private void write(CommandPage page) {
        text.append("\n## ").append(page.name()).append("\n\n").append(page.description()).append("\n\n    ").append(page.synopsis())
                .append("\n");
        entries(page.parameters());
        entries(page.options());
        if (!page.footer().isEmpty()) {
            text.append('\n').append(String.join("\n", page.footer())).append('\n');
        }
    }

    private void entries(List<CommandPage.Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        text.append('\n');
        for (CommandPage.Entry entry : entries) {
            String term = (String.join(", ", entry.names()) + " " + entry.value()).strip();
            text.append("- `").append(term).append("`: ").append(entry.description()).append(entry.required() ? " *Required.*" : "")
                    .append('\n');
        }
    }
}
