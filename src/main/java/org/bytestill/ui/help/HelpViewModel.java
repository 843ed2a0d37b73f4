package org.bytestill.ui.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Which page of the user guide is open, and what a link leads to. Pages are files of {@code help} on the class path. */
public final class HelpViewModel {
    private static final String ENDING = ".md";
    /** The page that lists the others. */
    static final String FIRST = "guide" + ENDING;

    /**
     * An open page.
     *
     * @param anchor of the heading that is asked for, empty for the beginning
     */
    record Page(String file, String anchor, List<Markdown.Block> blocks) {
        String title() {
            return blocks.stream().filter(Markdown.Heading.class::isInstance).map(Markdown.Heading.class::cast).findFirst()
                    .map(heading -> heading.text().stream().map(Markdown.Span::text).collect(Collectors.joining())).orElse(file);
        }
    }

    private final ReadOnlyObjectWrapper<Page> page = new ReadOnlyObjectWrapper<>();
    private final Deque<Page> before = new ArrayDeque<>();
    private final Consumer<String> browser;

    /** @param browser opens an address of the web, which is asked for by a click */
    public HelpViewModel(Consumer<String> browser) {
        this.browser = browser;
        page.set(read(FIRST, ""));
    }

    ReadOnlyObjectProperty<Page> pageProperty() {
        return page.getReadOnlyProperty();
    }

    /** The pages that the first one lists, in its order; each a link. */
    static List<Markdown.Span> contents() {
        return read(FIRST, "").blocks().stream().filter(Markdown.Item.class::isInstance).map(Markdown.Item.class::cast)
                .flatMap(item -> item.text().stream()).filter(span -> leadsToPage(span.target())).toList();
    }

    /** True for a link to another page, as against one out of the guide. */
    static boolean leadsToPage(String target) {
        return target.startsWith("#") || target.matches("[a-z-]+(/[a-z-]+)?\\.md(#.*)?")
                && HelpViewModel.class.getResource("/help/" + target.replaceFirst("#.*", "")) != null;
    }

    /** True for what can be followed from here at all; a file of the sources is only named. */
    boolean canFollow(String target) {
        return leadsToPage(relative(target)) || target.startsWith("https://");
    }

    /** Follows a link of the open page. */
    public void follow(String target) {
        if (target.startsWith("https://")) {
            browser.accept(target);
        } else {
            open(relative(target));
        }
    }

    /** Opens a page by its file in the guide, with the heading behind {@code #}; nothing happens if there is none. */
    public void open(String target) {
        if (leadsToPage(target)) {
            String file = target.startsWith("#") ? page.get().file() : target.replaceFirst("#.*", "");
            before.push(page.get());
            page.set(read(file, target.contains("#") ? target.substring(target.indexOf('#') + 1) : ""));
        }
    }

    /** Back to the page before; nothing happens on the first. */
    public void back() {
        if (!before.isEmpty()) {
            page.set(before.pop());
        }
    }

    /** Links of a page in a folder begin there. */
    private String relative(String target) {
        String file = page.get().file();
        if (!file.contains("/") || target.startsWith("#")) {
            return target;
        }
        return target.startsWith("../") ? target.substring(3) : file.substring(0, file.lastIndexOf('/') + 1) + target;
    }

    private static Page read(String file, String anchor) {
        try (InputStream in = HelpViewModel.class.getResourceAsStream("/help/" + file)) {
            return new Page(file, anchor, Markdown.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("a page of the program's own jar", e);
        }
    }
}
