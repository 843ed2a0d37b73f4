package org.bytestill.corpus.shapes;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The shapes, in the order in which they are tried: the first that fits the fields of all rows is taken. */
public final class Shapes {
    private static final List<Shape> ALL = List.of(new MessagesShape("messages"), new MessagesShape("conversations"),
            new PromptCompletionShape(), new InstructionShape(), new TextShape());

    /** Name of the shape that has a text in one field. */
    public static final String TEXT = "text";

    private Shapes() {}

    static Optional<Shape> of(Set<String> fields) {
        return ALL.stream().filter(shape -> shape.fits(fields)).findFirst();
    }

    /** All fields that can be mapped. */
    public static List<String> fields() {
        return ALL.stream().flatMap(shape -> Stream.concat(shape.keys().stream(), shape.others().stream())).distinct().toList();
    }

    /** What shapes there are, as a message lists them: {@code messages; prompt and completion; text}. */
    static String inWords() {
        return ALL.stream().map(shape -> String.join(" and ", shape.keys())).collect(Collectors.joining("; "));
    }
}
