package org.bytestill.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes lines of TorchScript that declare their weights where they use them, so that the list of weights and the script cannot
 * disagree.
 */
final class ScriptWriter {
    private final String offset;
    private final Norm norm;
    private final Map<String, Lora.OfBlock> adapters;
    private final List<Parameter> parameters;
    private final List<LinearMap> maps;
    private final StringBuilder text = new StringBuilder();

    private ScriptWriter(String offset, Norm norm, Map<String, Lora.OfBlock> adapters, List<Parameter> parameters, List<LinearMap> maps) {
        this.offset = offset;
        this.norm = norm;
        this.adapters = adapters;
        this.parameters = parameters;
        this.maps = maps;
    }

    /**
     * @param offset   script expression of the first weight's place in the list {@code weights}
     * @param adapters low-rank adapters of the linear maps to be written, by their names
     */
    ScriptWriter(String offset, Norm norm, Map<String, Lora.OfBlock> adapters) {
        this(offset, norm, adapters, new ArrayList<>(), new ArrayList<>());
    }

    /** A writer of another method, whose weights follow those of this one. */
    ScriptWriter next() {
        return new ScriptWriter(offset, norm, adapters, parameters, maps);
    }

    /** Declares a weight; the script expression of its value. */
    String weight(String name, long... shape) {
        return weight(new Parameter(name, shape));
    }

    private String weight(Parameter parameter) {
        parameters.add(parameter);
        return "weights[" + offset + " + " + (parameters.size() - 1) + "]";
    }

    /** Writes one line. */
    ScriptWriter line(String format, Object... arguments) {
        text.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments)).append('\n');
        return this;
    }

    /** Normalises the last dimension, of that width. */
    ScriptWriter norm(String to, String from, String name, long width) {
        String gain = weight(name + ".weight", width);
        String bias = norm.hasBias() ? ", " + weight(name + ".bias", width) : "";
        return line("%s = self.%s(%s, %s%s)", to, norm.method(), from, gain, bias);
    }

    /** A linear map of the last dimension, with its adapter if it has one. */
    ScriptWriter linear(String to, String from, String name, long in, long out, boolean hasBias) {
        return linear(to, from, new LinearMap(name, in, out, false), hasBias);
    }

    /** The same, of a map with bias whose matrix lies in the checkpoint as (in, out). */
    ScriptWriter linearTransposed(String to, String from, String name, long in, long out) {
        return linear(to, from, new LinearMap(name, in, out, true), true);
    }

    private ScriptWriter linear(String to, String from, LinearMap map, boolean hasBias) {
        maps.add(map);
        String matrix = map.transposed() ? weight(map.weight(), map.in(), map.out()) : weight(map.weight(), map.out(), map.in());
        String oriented = map.transposed() ? "torch.t(" + matrix + ")" : matrix;
        String bias = hasBias ? ", torch.type_as(" + weight(map.name() + ".bias", map.out()) + ", " + matrix + ")" : "";
        // In the matrix's number format: where float32 weights were cast to bfloat16, products alone are bfloat16.
        String argument = "torch.type_as(" + from + ", " + matrix + ")";
        if (!from.equals("x")) { // the residual stream stays as it is; others are cast once for all their maps
            line("%s = %s", from, argument);
            argument = from;
        }
        String result = "torch.linear(" + argument + ", " + oriented + bias + ")";
        Lora.OfBlock adapter = adapters.get(map.name());
        if (adapter != null) {
            String a = weight(new Parameter(map.name() + Lora.A, true, adapter.rank(), map.in()));
            String b = weight(new Parameter(map.name() + Lora.B, true, map.out(), adapter.rank()));
            // In two dimensions, in which what is added to the result can be added in its place.
            line("rows = torch.reshape(%s, [-1, %d])", argument, map.in());
            result = String.format(Locale.ROOT, "self.adapted(torch.linear(rows, %s%s), rows, %s, %s, %s)", oriented, bias, a, b,
                    scale(adapter.scales()));
            result = "torch.view(" + result + ", [torch.size(" + from + ", 0), -1, " + map.out() + "])";
        }
        return line("%s = %s", to, result);
    }

    /** A number, or, if it changes from layer to layer, a look-up by the number of the block. */
    private String scale(List<Double> scales) {
        if (scales.stream().distinct().count() == 1) {
            return literal(scales.get(0));
        }
        line("scales = %s", scales.stream().map(ScriptWriter::literal).collect(Collectors.joining(", ", "[", "]")));
        return "scales[layer]";
    }

    /** Splits q, k and v (batch, positions, width) into heads (batch, heads, positions, head size). */
    ScriptWriter splitHeads(ModelConfig config) {
        line("q = self.split_heads(q, %d)", config.heads());
        line("k = self.split_heads(k, %d)", config.keyValueHeads());
        return line("v = self.split_heads(v, %d)", config.keyValueHeads());
    }

    /** Turns the heads of q and k by their positions. */
    ScriptWriter rotate() {
        line("q = self.rotate(q, cos, sin)");
        return line("k = self.rotate(k, cos, sin)");
    }

    /** The weights so far, in the order of their declaration. */
    List<Parameter> parameters() {
        return Collections.unmodifiableList(parameters);
    }

    /** The linear maps so far, of this writer and the one it follows. */
    List<LinearMap> maps() {
        return Collections.unmodifiableList(maps);
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
