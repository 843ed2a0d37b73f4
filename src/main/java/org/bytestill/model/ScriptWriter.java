package org.bytestill.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Lines of a script's method that declare their weights where they use them, so that weights and text cannot disagree. */
final class ScriptWriter {
    private final String offset;
    private final Norm norm;
    private final List<Parameter> parameters;
    private final StringBuilder text = new StringBuilder();

    private ScriptWriter(String offset, Norm norm, List<Parameter> parameters) {
        this.offset = offset;
        this.norm = norm;
        this.parameters = parameters;
    }

    /** @param offset script expression of the first weight's place in the list {@code w} */
    ScriptWriter(String offset, Norm norm) {
        this(offset, norm, new ArrayList<>());
    }

    /** A writer of another method, whose weights follow those of this one. */
    ScriptWriter next() {
        return new ScriptWriter(offset, norm, parameters);
    }

    /** Declares a weight; the script expression of its value. */
    String weight(String name, long... shape) {
        parameters.add(new Parameter(name, shape));
        return "w[" + offset + " + " + (parameters.size() - 1) + "]";
    }

    /** Writes one line. */
    ScriptWriter line(String format, Object... arguments) {
        text.append("    ").append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments)).append('\n');
        return this;
    }

    /** Normalises the last dimension, of that width. */
    ScriptWriter norm(String to, String from, String name, long width) {
        String gain = weight(name + ".weight", width);
        String bias = norm.hasBias() ? ", " + weight(name + ".bias", width) : "";
        return line("%s = (self).norm(%s, %s%s)", to, from, gain, bias);
    }

    /** A linear map of the last dimension. */
    ScriptWriter linear(String to, String from, String name, long in, long out, boolean hasBias) {
        String matrix = weight(name + ".weight", out, in);
        String bias = hasBias ? ", " + weight(name + ".bias", out) : "";
        return line("%s = torch.linear(%s, %s%s)", to, from, matrix, bias);
    }

    /** Splits q, k and v (batch, positions, width) into heads (batch, heads, positions, head size). */
    ScriptWriter splitHeads(ModelConfig config) {
        line("q = (self).split_heads(q, %d)", config.heads());
        line("k = (self).split_heads(k, %d)", config.keyValueHeads());
        return line("v = (self).split_heads(v, %d)", config.keyValueHeads());
    }

    /** Turns the heads of q and k by their positions. */
    ScriptWriter rotate() {
        line("q = (self).rotate(q, cos, sin)");
        return line("k = (self).rotate(k, cos, sin)");
    }

    /** The weights so far, in the order of their declaration. */
    List<Parameter> parameters() {
        return Collections.unmodifiableList(parameters);
    }

    /** The lines so far. */
    String text() {
        return text.toString();
    }

    /** A number as scripts write it. */
    static String literal(double number) {
        return Double.toString(number).replace('E', 'e');
    }
}
