package org.bytestill.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The control tokens of a tokenizer, such as {@code <|im_start|>}: special tokens, which have a name and no bytes. A chat template
 * writes their names into the text that it renders; here they are found again, the longest name first, as Hugging Face's tokenizers
 * match added tokens. Immutable.
 */
public final class ControlTokens {
    /** Control tokens by the first byte of their name, the longest name first. */
    private final Map<Byte, List<Control>> byFirstByte = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();

    /**
     * A control token.
     *
     * @param takesSpaceBefore white space before the name belongs to the token ({@code lstrip} of tokenizer.json)
     * @param takesSpaceAfter  white space after the name belongs to the token ({@code rstrip})
     */
    public record Control(String name, int id, boolean takesSpaceBefore, boolean takesSpaceAfter) {
        private byte[] bytes() {
            return name.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A control token in a text, in place of the bytes from {@code start} to before {@code end}. */
    public record Place(int start, int end, int id) {}

    /** @param controls those without a name are ignored; of two with the same name the first counts */
    public ControlTokens(Collection<Control> controls) {
        for (Control control : controls) {
            if (!control.name.isEmpty() && ids.putIfAbsent(control.name, control.id) == null) {
                byFirstByte.computeIfAbsent(control.bytes()[0], first -> new ArrayList<>()).add(control);
            }
        }
        byFirstByte.values().forEach(list -> list.sort(Comparator.comparingInt(control -> -control.bytes().length)));
    }

    /** The special tokens of a vocabulary; none takes white space. */
    public static ControlTokens of(Vocabulary vocabulary) {
        List<Control> controls = new ArrayList<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.isSpecial(id)) {
                controls.add(new Control(vocabulary.nameOf(id), id, false, false));
            }
        }
        return new ControlTokens(controls);
    }

    /** The id of a control token by its name; null if there is none of that name. */
    public @Nullable Integer idOf(String name) {
        return ids.get(name);
    }

    /** The name of a control token; empty for other ids. */
    public String nameOf(int id) {
        return ids.entrySet().stream().filter(entry -> entry.getValue() == id).map(Map.Entry::getKey).findFirst().orElse("");
    }

    /** The control tokens in a part of a text, in their order; white space that they take lies in that part too. */
    public List<Place> in(byte[] text, int from, int to) {
        List<Place> places = new ArrayList<>();
        int free = from;
        for (int at = from; at < to;) {
            Control control = at(text, at, to);
            if (control == null) {
                at++;
                continue;
            }
            int start = control.takesSpaceBefore ? beforeSpace(text, at, free) : at;
            int end = at + control.bytes().length;
            end = control.takesSpaceAfter ? afterSpace(text, end, to) : end;
            places.add(new Place(start, end, control.id));
            free = end;
            at = end;
        }
        return places;
    }

    private @Nullable Control at(byte[] text, int offset, int to) {
        for (Control control : byFirstByte.getOrDefault(text[offset], List.of())) {
            byte[] name = control.bytes();
            if (offset + name.length <= to && Arrays.equals(name, 0, name.length, text, offset, offset + name.length)) {
                return control;
            }
        }
        return null;
    }

    private static int beforeSpace(byte[] text, int start, int from) {
        int at = start;
        while (at > from && isSpace(text[at - 1])) {
            at--;
        }
        return at;
    }

    private static int afterSpace(byte[] text, int end, int to) {
        int at = end;
        while (at < to && isSpace(text[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte value) {
        return value == ' ' || value >= '\t' && value <= '\r';
    }
}
