package org.bytestill.util;

import java.text.MessageFormat;
import java.text.ParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A sentence of a log in the language of the window. Logs are written in English ({@link Texts#inFiles}), also by other machines and earlier
 * versions: the pattern that a sentence was made from is found again, and filled in another language with what stood in its places.
 */
public final class LoggedSentence {
    /** Features whose texts are written into the log of a run. */
    private static final List<String> FEATURES = List.of("events", "onpolicy", "preview", "chat", "objective");
    /** A pattern that is hardly more than places to be filled would match everything. */
    private static final int LEAST_LETTERS = 8;

    private static final Map<Language, LoggedSentence> BY_LANGUAGE = new ConcurrentHashMap<>();

    /** A text in English as it was filled in, and in the other language. */
    private record Pattern(MessageFormat english, MessageFormat other, int letters) {
        Optional<String> translated(String sentence) {
            try {
                Object[] filled = english.parse(sentence);
                // Places that repeat, or whose text swallowed the end of another, would not give the sentence again.
                return english.format(filled).equals(sentence) ? Optional.of(other.format(filled)) : Optional.empty();
            } catch (ParseException e) {
                return Optional.empty();
            }
        }
    }

    private final List<Pattern> patterns;

    private LoggedSentence(Language language) {
        patterns = FEATURES.stream().flatMap(feature -> patterns(Texts.of(feature), language))
                .filter(pattern -> pattern.letters() >= LEAST_LETTERS)
                .sorted(Comparator.comparingInt(Pattern::letters).reversed()).toList();
    }

    /** The sentence in the window's language; as it is where it was made from no text of ours. */
    public static String shown(String sentence) {
        Language language = Language.current();
        return language == Language.ENGLISH ? sentence : BY_LANGUAGE.computeIfAbsent(language, LoggedSentence::new).translated(sentence);
    }

    private String translated(String sentence) {
        return patterns.stream().map(pattern -> pattern.translated(sentence)).flatMap(Optional::stream).findFirst().orElse(sentence);
    }

    private static Stream<Pattern> patterns(Texts texts, Language language) {
        return texts.bundle(Language.ENGLISH).keySet().stream().map(key -> {
            String english = texts.bundle(Language.ENGLISH).getString(key);
            // Numbers were written as texts, or come back as texts.
            return new Pattern(plain(english, Language.ENGLISH), plain(texts.bundle(language).getString(key), language),
                    (int) english.replaceAll("\\{[^{}]*}", "").chars().filter(Character::isLetter).count());
        });
    }

    /** A place takes the text that stood there, whatever its format was. */
    private static MessageFormat plain(String pattern, Language language) {
        return new MessageFormat(pattern.replaceAll("\\{(\\d+),number[^{}]*}", "{$1}"), language.locale());
    }
}
