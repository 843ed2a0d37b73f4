package org.bytestill.ui.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The Markdown that the user guide is written in, as blocks: headings, paragraphs, lists, code, tables, pictures. */
final class Markdown {
    enum Style { PLAIN, STRONG, EMPHASIS, CODE, LINK }

    /**
     * A piece of a line.
     *
     * @param target of a link, else empty
     */
    record Span(String text, Style style, String target) {}

    sealed interface Block {}

    /** @param anchor by which a link names it */
    record Heading(int level, List<Span> text, String anchor) implements Block {}

    record Paragraph(List<Span> text) implements Block {}

    /** @param mark the point or number before it */
    record Item(int depth, String mark, List<Span> text) implements Block {}

    record Code(String text) implements Block {}

    /** @param rows the first is the head; each a list of cells */
    record Table(List<List<List<Span>>> rows) implements Block {}

    record Picture(String file, String description) implements Block {}

    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
    private static final Pattern HEADING = Pattern.compile("(#{1,6}) +(.*)");
    private static final Pattern ITEM = Pattern.compile("( *)([-*]|\\d+\\.) +(.*)");
    private static final Pattern PICTURE = Pattern.compile("!\\[([^]]*)]\\(([^)]+)\\)");
    private static final Pattern RULER = Pattern.compile("[|: -]+");
    private static final Pattern SPAN = Pattern
            .compile("`([^`]+)`|\\*\\*(.+?)\\*\\*|\\*([^* ][^*]*?)\\*|\\[((?:[^\\[\\]]|\\[[^\\]]*])+)]\\(([^)\\s]+)\\)");
    private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");
    private static final String INDENT = "    ";

    private final List<Block> blocks = new ArrayList<>();
    private final List<String> lines;
    private int at;

    private Markdown(String text) {
        lines = COMMENT.matcher(text).replaceAll("").lines().toList();
    }

    static List<Block> read(String text) {
        Markdown markdown = new Markdown(text);
        while (markdown.at < markdown.lines.size()) {
            markdown.block();
        }
        return List.copyOf(markdown.blocks);
    }

    /** The anchor of a heading, as where repositories are read. */
    static String anchor(String heading) {
        return heading.replace("`", "").strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
    }

    private String line() {
        return lines.get(at);
    }

    private void block() {
        String line = line();
        Matcher heading = HEADING.matcher(line);
        Matcher picture = PICTURE.matcher(line.strip());
        if (line.isBlank()) {
            at++;
        } else if (heading.matches()) {
            blocks.add(new Heading(heading.group(1).length(), spans(heading.group(2)), anchor(heading.group(2))));
            at++;
        } else if (line.startsWith("```")) {
            fenced();
        } else if (line.startsWith(INDENT)) {
            indented();
        } else if (line.startsWith("|")) {
            table();
        } else if (picture.matches()) {
            blocks.add(new Picture(picture.group(2), picture.group(1)));
            at++;
        } else if (ITEM.matcher(line).matches()) {
            item();
        } else {
            blocks.add(new Paragraph(spans(words(line.strip(), ""))));
        }
    }

    private void fenced() {
        List<String> code = new ArrayList<>();
        for (at++; at < lines.size() && !line().startsWith("```"); at++) {
            code.add(line());
        }
        at++;
        blocks.add(new Code(String.join("\n", code)));
    }

    private void indented() {
        List<String> code = new ArrayList<>();
        for (; at < lines.size() && (line().startsWith(INDENT) || line().isBlank()); at++) {
            code.add(line().isBlank() ? "" : line().substring(INDENT.length()));
        }
        blocks.add(new Code(String.join("\n", code).stripTrailing()));
    }

    private void table() {
        List<List<List<Span>>> rows = new ArrayList<>();
        for (; at < lines.size() && line().startsWith("|"); at++) {
            if (!RULER.matcher(line()).matches() || !line().contains("--")) {
                String row = line().strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
                rows.add(CELL.splitAsStream(row).map(cell -> spans(cell.strip().replace("\\|", "|"))).collect(Collectors.toList()));
            }
        }
        blocks.add(new Table(rows));
    }

    private void item() {
        Matcher item = ITEM.matcher(line());
        item.matches();
        blocks.add(new Item(item.group(1).length() / 2, item.group(2).matches("\\d.*") ? item.group(2) : "•",
                spans(words(item.group(3), " "))));
    }

    /** A line and those that go on with it; those of an item are indented. */
    private String words(String first, String indent) {
        StringBuilder text = new StringBuilder(first);
        for (at++; at < lines.size() && goesOn(line(), indent); at++) {
            text.append(' ').append(line().strip());
        }
        return text.toString();
    }

    private static boolean goesOn(String line, String indent) {
        return !line.isBlank() && line.startsWith(indent) && !line.startsWith("|") && !line.startsWith("```")
                && !HEADING.matcher(line).matches()
                && !ITEM.matcher(line).matches() && !(indent.isEmpty() && line.startsWith(INDENT));
    }

    static List<Span> spans(String text) {
        List<Span> spans = new ArrayList<>();
        Matcher found = SPAN.matcher(text);
        int done = 0;
        while (found.find()) {
            plain(text.substring(done, found.start()), spans);
            if (found.group(1) != null) {
                spans.add(new Span(found.group(1), Style.CODE, ""));
            } else if (found.group(2) != null) {
                spans.add(new Span(withoutMarks(found.group(2)), Style.STRONG, ""));
            } else if (found.group(3) != null) {
                spans.add(new Span(withoutMarks(found.group(3)), Style.EMPHASIS, ""));
            } else {
                spans.add(new Span(withoutMarks(found.group(4)), Style.LINK, found.group(5)));
            }
            done = found.end();
        }
        plain(text.substring(done), spans);
        return List.copyOf(spans);
    }

    private static void plain(String text, List<Span> spans) {
        if (!text.isEmpty()) {
            spans.add(new Span(text, Style.PLAIN, ""));
        }
    }

    private static String withoutMarks(String text) {
        return text.replace("`", "").replace("**", "");
    }
}
