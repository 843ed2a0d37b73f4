package org.bytestill.engine.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytestill.corpus.CorpusPart;
import org.bytestill.evaluate.Agreement;
import org.bytestill.evaluate.BitsPerByte;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * What one computer measured of a text that several evaluate: the sums over each piece of neighbouring documents, so that all parts
 * together give the numbers that one computer would have measured, digit by digit.
 *
 * @param fingerprint what the numbers depend on: value by name
 * @param part        its number, and how many there are
 * @param all         number of the pieces of the whole text
 * @param pieces      the sums by the number of the piece
 */
public record EvaluatedPart(Map<String, String> fingerprint, CorpusPart part, int all, Map<Integer, Sums> pieces) {
    /** The measures of one piece. */
    public record Sums(BitsPerByte quality, Agreement agreement) {}

    /** The measures of all pieces together, in their order. */
    Sums together() {
        Sums sum = new Sums(BitsPerByte.NONE, Agreement.NONE);
        for (Sums piece : new TreeMap<>(pieces).values()) {
            sum = new Sums(sum.quality.plus(piece.quality),
                    piece.agreement.bytes() == 0 ? sum.agreement : sum.agreement.plus(piece.agreement));
        }
        return sum;
    }

    /** Writes the file that {@link #read} reads. */
    public void write(Path file) {
        ObjectNode json = JsonFile.MAPPER.createObjectNode().put("part", part.toString()).put("all", all);
        ObjectNode names = json.putObject("fingerprint");
        fingerprint.forEach(names::put);
        ObjectNode sums = json.putObject("pieces");
        new TreeMap<>(pieces).forEach((piece, measured) -> sums.putObject(String.valueOf(piece)).put("bytes", measured.quality.bytes())
                .put("tokens", measured.quality.tokens()).put("nats", measured.quality.nats())
                .put("agreementBytes", measured.agreement.bytes()).put("klBits", finite(measured.agreement.klBits()))
                .put("top1Agreement", finite(measured.agreement.top1Agreement())).put("infiniteKl", measured.agreement.infiniteKl()));
        AtomicFile.write(file, JsonFile.pretty(json));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** @throws UserError if the file is none of these */
    static EvaluatedPart read(Path file) {
        JsonNode json = JsonFile.read(file);
        if (!json.path("pieces").isObject() || !json.path("part").isTextual()) {
            throw UserError.badInput("%s is no part of an evaluation. Name files that `bytestill eval --shard I/N --out FILE` wrote.",
                    file);
        }
        Map<String, String> fingerprint = new LinkedHashMap<>();
        json.path("fingerprint").fields().forEachRemaining(part -> fingerprint.put(part.getKey(), part.getValue().asText()));
        Map<Integer, Sums> pieces = new TreeMap<>();
        json.path("pieces").fields().forEachRemaining(piece -> pieces.put(number(piece.getKey(), file), sums(piece.getValue())));
        return new EvaluatedPart(fingerprint, CorpusPart.named(json.path("part").asText()), json.path("all").asInt(), pieces);
    }

    private static int number(String text, Path file) {
        if (!text.matches("\\d{1,9}")) {
            throw UserError.corruptFile("%s: \"%s\" is no number of a piece. Evaluate this part again.", file, Quoted.of(text));
        }
        return Integer.parseInt(text);
    }

    private static Sums sums(JsonNode json) {
        return new Sums(new BitsPerByte(json.path("bytes").asLong(), json.path("tokens").asLong(), json.path("nats").asDouble()),
                new Agreement(json.path("agreementBytes").asLong(), json.path("klBits").asDouble(Double.NaN),
                        json.path("top1Agreement").asDouble(Double.NaN), json.path("infiniteKl").asLong()));
    }

    /**
     * Joins the parts of one evaluation.
     *
     * @throws UserError if they are of different ones, one is given twice, or one is missing
     */
    public static EvaluatedPart merge(List<Path> files) {
        EvaluatedPart first = read(files.get(0));
        Map<Integer, Path> seen = new TreeMap<>();
        Map<Integer, Sums> pieces = new TreeMap<>();
        for (Path file : files) {
            EvaluatedPart part = read(file);
            first.requireSame(part, files.get(0), file);
            Path before = seen.put(part.part.number(), file);
            if (before != null) {
                throw UserError.badInput("%s and %s are both part %s. Name each part once.", before, file, part.part);
            }
            pieces.putAll(part.pieces);
        }
        List<String> missing = IntStream.rangeClosed(1, first.part.of()).filter(number -> !seen.containsKey(number))
                .mapToObj(number -> number + "/" + first.part.of()).toList();
        if (!missing.isEmpty()) {
            throw UserError.badInput(
                    "Of the parts %s %s missing. Evaluate with `bytestill eval --shard %s --out FILE` and name the file too.",
                    String.join(", ", missing), missing.size() == 1 ? "is" : "are", missing.get(0));
        }
        if (!List.copyOf(pieces.keySet()).equals(IntStream.range(0, first.all).boxed().toList())) {
            throw UserError.corruptFile("The parts hold %d pieces, %d were expected. Evaluate them again.", pieces.size(), first.all);
        }
        return new EvaluatedPart(first.fingerprint, CorpusPart.WHOLE, first.all, pieces);
    }

    private void requireSame(EvaluatedPart other, Path own, Path others) {
        List<String> differences = new ArrayList<>();
        fingerprint.forEach((name, value) -> {
            if (!value.equals(other.fingerprint.get(name))) {
                differences.add(name);
            }
        });
        if (!differences.isEmpty() || !fingerprint.keySet().equals(other.fingerprint.keySet()) || all != other.all
                || part.of() != other.part.of()) {
            throw UserError.badInput(
                    "%s and %s are parts of different evaluations%s. Evaluate all parts with the same model, text and settings.",
                    own, others, differences.isEmpty() ? "" : ": " + String.join(", ", differences) + " differ");
        }
    }

    /** Hashes of the teachers; null if the agreement was not measured. */
    public @Nullable String teacher() {
        String teachers = fingerprint.entrySet().stream().filter(part -> part.getKey().startsWith("teacher"))
                .map(part -> part.getValue().substring(0, Math.min(12, part.getValue().length()))).collect(Collectors.joining(" + "));
        return teachers.isEmpty() ? null : teachers;
    }

    /** The report of all parts together. */
    public EvaluateReport report() {
        Sums sums = together();
        return new EvaluateReport(Path.of(fingerprint.getOrDefault("model", "")), -1, sums.quality, sums.agreement, 0, this);
    }
}
