package org.bytestill.cli.manual;

import java.util.List;
import java.util.Locale;

/** A command as a page for {@code man}, in the macros of man(7). */
public final class ManPage {
    private final StringBuilder text = new StringBuilder();

    private ManPage() {}

    /**
     * The page's text.
     *
     * @param day     on which the program was released, such as 2026-12-01
     * @param version of the program
     */
    public static String of(CommandPage page, String day, String version) {
        ManPage man = new ManPage();
        man.write(page, day, version);
        return man.text.toString();
    }

    /** The name of the page and of its file before {@code .1}. */
    public static String name(CommandPage page) {
        return page.name().replace(' ', '-');
    }

    private void write(CommandPage page, String day, String version) {
        line(".TH \"" + name(page).toUpperCase(Locale.ROOT) + "\" 1 \"" + day + "\" \"Bytestill " + version + "\" \"Bytestill\"");
        line(".nh");
        section("NAME");
        line(escaped(name(page)) + " \\- " + escaped(page.sentence()));
        section("SYNOPSIS");
        line("\\fB" + escaped(page.synopsis()) + "\\fR");
        section("DESCRIPTION");
        line(escaped(page.description()));
        entries("PARAMETERS", page.parameters());
        entries("OPTIONS", page.options());
        if (!page.subcommands().isEmpty()) {
            section("COMMANDS");
            for (CommandPage below : page.subcommands()) {
                item("\\fB" + escaped(name(below)) + "\\fR(1)", below.description());
            }
        }
        if (!page.footer().isEmpty()) {
            section("NOTES");
            page.footer().forEach(footer -> line(escaped(footer)));
        }
        seeAlso(page);
    }

    private void seeAlso(CommandPage page) {
        int last = page.name().lastIndexOf(' ');
        if (last > 0) {
            section("SEE ALSO");
            line("\\fB" + escaped(page.name().substring(0, last).replace(' ', '-')) + "\\fR(1)");
        }
    }

    private void entries(String title, List<CommandPage.Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        section(title);
        for (CommandPage.Entry entry : entries) {
            String names = entry.names().isEmpty() ? "" : "\\fB" + escaped(String.join(", ", entry.names())) + "\\fR";
            String value = entry.value().isEmpty() ? "" : "\\fI" + escaped(entry.value()) + "\\fR";
            item((names + " " + value).strip(), entry.description() + (entry.required() ? " Required." : ""));
        }
    }

    private void item(String term, String description) {
        line(".TP");
        line(term);
        line(escaped(description));
    }

    private void section(String title) {
        line(".SH " + title);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** Text in which roff finds nothing to obey. */
    private static String escaped(String plain) {
        String text = plain.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga").replace("^", "\\(ha")
                .replace("~", "\\(ti").replace("\"", "\\(dq");
        return text.startsWith(".") ? "\\&" + text : text;
    }
}
