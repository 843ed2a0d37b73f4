package org.bytestill.torch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A TorchScript source file with named placeholders. The files lie in {@code resources/torchscript} and are Python: functions
 * {@code def name(self, x: Tensor) -> Tensor:} that become the methods of one module.
 *
 * <p>A placeholder is a word of at least two capitals, such as {@code HEAD_SIZE}, outside of comments. Whole words are replaced, all in
 * one pass: neither their order nor what a value contains matters. A placeholder that stands on a line of its own is replaced by lines,
 * each indented as it was.
 */
public final class ScriptTemplate {
    private static final String FOLDER = "/torchscript/";
    private static final Pattern COMMENT = Pattern.compile("\\s*#.*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\b[A-Z][A-Z0-9_]+\\b");
    private static final Pattern WHOLE_LINE = Pattern.compile("( *)([A-Z][A-Z0-9_]+)");

    private final String name;
    private final String text;

    private ScriptTemplate(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** Reads {@code name.py}. */
    public static ScriptTemplate read(String name) {
        try (InputStream in = ScriptTemplate.class.getResourceAsStream(FOLDER + name + ".py")) {
            if (in == null) {
                throw new IllegalArgumentException("There is no script " + FOLDER + name + ".py.");
            }
            return of(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ScriptTemplate of(String name, String source) {
        return new ScriptTemplate(name, source.lines().map(line -> COMMENT.matcher(line).replaceFirst("")).filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n", "", "\n")));
    }

    /** The source, comments left out, of a file without placeholders. */
    public static String source(String name) {
        return read(name).filled(Map.of());
    }

    /**
     * The source with a value in place of every placeholder, comments left out.
     *
     * @param values by placeholder; those that this file does not use are left aside
     * @throws IllegalArgumentException if a placeholder has no value
     */
    public String filled(Map<String, String> values) {
        return text.lines().map(line -> filledLine(line, values)).filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private String filledLine(String line, Map<String, String> values) {
        Matcher whole = WHOLE_LINE.matcher(line);
        return whole.matches() ? valueOf(whole.group(2), values).stripTrailing().indent(whole.group(1).length()).stripTrailing()
                : PLACEHOLDER.matcher(line).replaceAll(found -> Matcher.quoteReplacement(valueOf(found.group(), values)));
    }

    private String valueOf(String placeholder, Map<String, String> values) {
        String value = values.get(placeholder);
        if (value == null) {
            throw new IllegalArgumentException("The script " + name + ".py has a placeholder " + placeholder + " that was given no value.");
        }
        return value;
    }
}
