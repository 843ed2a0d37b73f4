package org.bytestill.engine.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Divergence;
import org.bytestill.bytes.PathLog.LivePath;
import org.bytestill.bytes.TokenChain;
import org.bytestill.engine.inspect.DenseInspection.Reading;
import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.engine.reading.TokenSpan;
import org.jspecify.annotations.Nullable;

/**
 * Writer of inspections as tables, one row per byte: CSV, or JSON Lines. Window and command line write the same. Numbers have a decimal
 * point and all their digits; infinity is {@code inf} in CSV, an unknown value is empty, and both are null in JSON.
 */
public final class InspectionTable {
    /** Schema version of the columns: incremented when one is renamed, removed or changes its meaning. */
    private static final int SCHEMA = 1;
    /** Number of most probable outcomes in a JSON object; all 257 are in {@link #outcomes} and in a dense file. */
    private static final int TOP_OUTCOMES = 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private InspectionTable() {}

    /**
     * The row of one model at a byte.
     *
     * @param error its converter's error, a further column; null if it was not measured
     */
    public static Map<String, Object> row(Reading reading, @Nullable ConverterError error, int offset) {
        Map<String, Object> row = identity(reading.text(), offset);
        addModel(row, "", reading.text(), offset, reading.rows(), reading.tokens());
        if (error != null) {
            row.put("converterJsdBits", error.at(offset));
        }
        return row;
    }

    /**
     * The row of two models at a byte; the names of their columns begin with {@code teacher} and {@code student}.
     *
     * @param start offset of the inspected text in the file or text that it is a part of; it is added to all offsets
     * @param error the error of the teacher's converter, a further column; null if it was not measured
     */
    public static Map<String, Object> row(Inspection inspection, int start, @Nullable ConverterError error, int offset) {
        Map<String, Object> row = identity(inspection.text(), offset);
        row.put("offset", start + offset);
        ByteComparison measures = inspection.comparison().get(offset);
        row.put("klBits", measures.klBits());
        row.put("reverseKlBits", measures.reverseKlBits());
        row.put("jsdBits", measures.jsdBits());
        row.put("totalVariation", measures.totalVariation());
        row.put("sameTop1", measures.teacherTop1() == measures.studentTop1());
        addModel(row, "teacher", inspection.text(), offset, inspection.teacher(), inspection.teacherTokens());
        addModel(row, "student", inspection.text(), offset, inspection.student(), inspection.studentTokens());
        if (error != null) {
            row.put("teacherConverterJsdBits", error.at(offset));
        }
        for (String token : new String[] {"teacherTokenStart", "studentTokenStart"}) {
            row.put(token, start + (int) row.get(token));
        }
        return row;
    }

    private static Map<String, Object> identity(byte[] text, int offset) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("offset", offset);
        row.put("byte", text[offset] & 0xFF);
        return row;
    }

    private static void addModel(Map<String, Object> row, String model, byte[] text, int offset, ByteRows rows, List<TokenSpan> tokens) {
        double[] p = rows.distribution(offset);
        double observed = p[text[offset] & 0xFF];
        TokenSpan token = tokens.get(TokenSpan.indexAt(tokens, offset));
        row.put(name(model, "p"), observed);
        row.put(name(model, "surprisalBits"), Divergence.surprisalBits(observed));
        row.put(name(model, "entropyBits"), Divergence.entropyBits(p));
        row.put(name(model, "top1"), Divergence.top1(p));
        row.put(name(model, "eos"), p[ByteDistribution.EOS]);
        row.put(name(model, "residual"), rows.residual(offset));
        row.put(name(model, "belowThreshold"), rows.belowThreshold(offset));
        row.put(name(model, "beyondWidth"), rows.beyondWidth(offset));
        row.put(name(model, "tokenEnds"), rows.tokenEnds(offset));
        row.put(name(model, "livePaths"), rows.livePaths(offset));
        row.put(name(model, "healed"), rows.healed(offset));
        row.put(name(model, "tokenStart"), token.start());
        row.put(name(model, "tokenId"), token.id());
    }

    private static String name(String model, String column) {
        return model.isEmpty() ? column : model + column.substring(0, 1).toUpperCase(Locale.ROOT) + column.substring(1);
    }

    /** All bytes as CSV, with a header line; parameters as in {@link #row(Inspection, int, ConverterError, int)}. */
    public static String csv(Inspection inspection, int start, @Nullable ConverterError error) {
        return csv(inspection.text().length, offset -> row(inspection, start, error, offset));
    }

    /** All bytes of one model as CSV, with a header line. */
    public static String csv(Reading reading, @Nullable ConverterError error) {
        return csv(reading.text().length, offset -> row(reading, error, offset));
    }

    private static String csv(int rows, IntFunction<Map<String, Object>> row) {
        StringBuilder csv = new StringBuilder(String.join(",", row.apply(0).keySet())).append('\n');
        for (int offset = 0; offset < rows; offset++) {
            csv.append(row.apply(offset).values().stream().map(InspectionTable::csv).collect(Collectors.joining(","))).append('\n');
        }
        return csv.toString();
    }

    private static String csv(Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            return number.isNaN() ? "" : number > 0 ? "inf" : "-inf";
        }
        return String.valueOf(value);
    }

    /** All bytes as JSON Lines; parameters as in {@link #row(Inspection, int, ConverterError, int)}. */
    public static String jsonLines(Inspection inspection, int start, @Nullable ConverterError error) {
        StringBuilder lines = new StringBuilder();
        try {
            for (int offset = 0; offset < inspection.text().length; offset++) {
                lines.append(JSON.writeValueAsString(json(inspection, start, error, offset))).append('\n');
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an object of plain values is always written", e);
        }
        return lines.toString();
    }

    /** Two models at a byte as a JSON object: the row, and the most probable outcomes of each model. */
    public static ObjectNode json(Inspection inspection, int start, @Nullable ConverterError error, int offset) {
        ObjectNode object = json("byte", row(inspection, start, error, offset));
        addTop(object, "teacher", inspection.teacher().distribution(offset));
        addTop(object, "student", inspection.student().distribution(offset));
        return object;
    }

    /** One model at a byte as a JSON object. */
    public static ObjectNode json(Reading reading, @Nullable ConverterError error, int offset) {
        return json("byte", row(reading, error, offset));
    }

    /** The most probable of the 257 outcomes (256 is the end of the text), and the sum of all others. */
    private static void addTop(ObjectNode object, String model, double[] p) {
        ArrayNode top = object.putArray(model + "Top");
        double other = 1;
        for (int outcome : mostProbable(p, TOP_OUTCOMES)) {
            top.addObject().put("outcome", outcome).put("p", p[outcome]);
            other -= p[outcome];
        }
        object.put(model + "Other", Math.max(0, other));
    }

    /** The most probable outcomes, in descending order. */
    public static List<Integer> mostProbable(double[] p, int outcomes) {
        return IntStream.range(0, p.length).boxed().sorted(Comparator.comparingDouble(outcome -> -p[outcome])).limit(outcomes).toList();
    }

    /**
     * The token paths of both models as CSV, one row per byte and path: its share of the byte's mass, whether its tokens are canonical, its
     * fate in the beam, the id of its last token, and the start of its unfinished token. A model read without paths has no rows.
     *
     * @param start offset of the inspected text in the text that it is a part of; it is added to all offsets
     */
    public static String paths(Inspection inspection, int start) {
        StringBuilder csv = new StringBuilder("offset,model,share,canonical,fate,lastToken,unfinishedFrom\n");
        for (int offset = 0; offset < inspection.text().length; offset++) {
            addPaths(csv, "teacher", start, offset, inspection.teacher().paths().at(offset));
            addPaths(csv, "student", start, offset, inspection.student().paths().at(offset));
        }
        return csv.toString();
    }

    private static void addPaths(StringBuilder csv, String model, int start, int offset, List<LivePath> paths) {
        for (LivePath path : paths) {
            TokenChain chain = path.chain();
            csv.append(start + offset).append(',').append(model).append(',').append(path.share()).append(',').append(chain.isCanonical())
                    .append(',')
                    .append(path.fate().name().toLowerCase(Locale.ROOT)).append(',').append(chain.token()).append(',')
                    .append(start + chain.end()).append('\n');
        }
    }

    /** A row as a JSON object with its kind and the schema version. */
    private static ObjectNode json(String kind, Map<String, Object> row) {
        ObjectNode object = JSON.createObjectNode().put("schema", SCHEMA).put("kind", kind);
        row.forEach((name, value) -> object.set(name,
                value instanceof Double number && !Double.isFinite(number) ? null : JSON.valueToTree(value)));
        return object;
    }

    /** The 257 outcomes at one byte as CSV: outcome (256 is the end of the text), the probabilities of both models, its part of the KL. */
    public static String outcomes(Inspection inspection, int offset) {
        double[] p = inspection.teacher().distribution(offset);
        double[] q = inspection.student().distribution(offset);
        double[] parts = Divergence.modelKlPartsBits(p, q);
        StringBuilder csv = new StringBuilder("outcome,teacher,student,klPartBits\n");
        for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
            csv.append(outcome).append(',').append(p[outcome]).append(',').append(q[outcome]).append(',')
                    .append(csv(parts[outcome])).append('\n');
        }
        return csv.toString();
    }
}
