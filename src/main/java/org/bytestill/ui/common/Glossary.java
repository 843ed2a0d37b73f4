package org.bytestill.ui.common;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The words that need one: those of {@code help/glossary.md}, which people read there too. A section is a term. */
public final class Glossary {
    private static final String FILE = "/help/glossary.md";
    private static final String HEAD = "## ";

    private final List<Term> terms;

    /** A word and what it means. */
    public record Term(String name, String meaning) {
        /** The beginning of its meaning, for where there is little room. */
        String firstSentence() {
            int end = meaning.indexOf(". ");
            return end < 0 ? meaning : meaning.substring(0, end + 1);
        }
    }

    private Glossary(List<Term> terms) {
        this.terms = List.copyOf(terms);
    }

    public static Glossary read() {
        try (InputStream in = Glossary.class.getResourceAsStream(FILE)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    static Glossary parse(String markdown) {
        List<Term> terms = new ArrayList<>();
        String[] sections = markdown.split("(?m)^" + HEAD);
        for (int i = 1; i < sections.length; i++) { // what stands before the first is about the page
            int end = sections[i].indexOf('\n');
            terms.add(new Term(sections[i].substring(0, end).strip(), sections[i].substring(end).strip().replaceAll("\\s+", " ")));
        }
        return new Glossary(terms);
    }

    /** In the order of the file, which is that of the alphabet. */
    public List<Term> terms() {
        return terms;
    }

    /** The term of a name. */
    public Optional<Term> term(String name) {
        return terms.stream().filter(term -> term.name().equals(name)).findFirst();
    }

    /** Terms that a word occurs in: those with it in their name first. */
    public List<Term> search(String word) {
        String wanted = word.strip().toLowerCase(Locale.ROOT);
        List<Term> found = new ArrayList<>(terms.stream().filter(term -> term.name().toLowerCase(Locale.ROOT).contains(wanted)).toList());
        terms.stream().filter(term -> !found.contains(term) && term.meaning().toLowerCase(Locale.ROOT).contains(wanted))
                .forEach(found::add);
        return found;
    }
}
