package org.bytestill.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Output of a command: data and results to standard output, messages to standard error. */
final class Terminal {
    /** Schema version of {@code --json} output: incremented when a key is renamed, removed or changes its meaning. */
    static final int SCHEMA = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    Terminal(CommandSpec command, boolean json) {
        this.out = command.commandLine().getOut();
        this.err = command.commandLine().getErr();
        this.json = json;
    }

    /** True if standard output is JSON for programs. */
    boolean isJson() {
        return json;
    }

    /** A new object with its kind and the schema version. */
    static ObjectNode object(String kind) {
        return JSON.createObjectNode().put("schema", SCHEMA).put("kind", kind);
    }

    /** A new object that is a part of another. */
    static ObjectNode plainObject() {
        return JSON.createObjectNode();
    }

    static ArrayNode array(List<String> texts) {
        ArrayNode array = JSON.createArrayNode();
        texts.forEach(array::add);
        return array;
    }

    /** A number for JSON, which has no NaN and infinity: they become null. */
    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** One object on one line of standard output. */
    void data(ObjectNode object) {
        try {
            out.println(JSON.writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an object of plain values is always written", e);
        }
    }

    /** A line of the result, for people. Formatting is independent of the locale, with a decimal point. */
    void line(String format, @Nullable Object... arguments) {
        out.println(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    }

    /** A part of a text for people, as it is made. */
    void piece(String text) {
        out.print(text);
        out.flush();
    }

    /** A message on standard error. */
    void note(String format, @Nullable Object... arguments) {
        err.println(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    }
}
