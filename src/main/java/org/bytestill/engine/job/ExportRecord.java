package org.bytestill.engine.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.bytestill.export.HeadComparison;
import org.bytestill.export.ProofOfExport;
import org.bytestill.util.JsonFile;

/**
 * An export that was made of a run, as the run remembers it.
 *
 * @param at                   when
 * @param folder               the folder or file
 * @param format               word of its format
 * @param type                 word of its number format
 * @param sizeBytes            size of all files; 0 of exports of older versions, which did not note it
 * @param largestDifference    largest difference of a logit from the checkpoint's
 * @param top1Equal            share of positions with the same most probable token
 * @param roundingKlBits       what the number format costs, in bits of KL a token; 0 if nothing, or not noted
 */
public record ExportRecord(Instant at, Path folder, int update, String format, String type, long sizeBytes, double largestDifference,
        double top1Equal, double roundingKlBits) {
    /** Whether something lies there still. */
    public boolean isThere() {
        return Files.exists(folder);
    }

    /** Of the manifest; empty if it is damaged. */
    static Optional<ExportRecord> read(JsonNode node) {
        try {
            return Optional.of(new ExportRecord(Instant.parse(node.path("at").asText()), Path.of(node.path("folder").asText()),
                    node.path("update").asInt(), node.path("format").asText(), node.path("precision").asText(),
                    node.path("sizeBytes").asLong(),
                    node.path("maxAbsLogitDifference").asDouble(Double.NaN), node.path("top1Equal").asDouble(Double.NaN),
                    node.path("roundingKlBits").asDouble()));
        } catch (DateTimeException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** What the manifest keeps of an export. */
    static ObjectNode node(ExportRequest request, ExportReport report) {
        ProofOfExport proof = report.proof();
        HeadComparison tokens = proof.tokenHead();
        ObjectNode node = JsonFile.MAPPER.createObjectNode().put("at", Instant.now().toString())
                .put("folder", report.target().toAbsolutePath().normalize().toString()).put("update", report.update())
                .put("format", request.format().word()).put("precision", request.type().word()).put("sizeBytes", report.sizeBytes())
                .put("positions", tokens.positions()).put("maxAbsLogitDifference", tokens.maxAbsLogitDifference())
                .put("top1Equal", tokens.top1Equal()).put("klBits", tokens.klBits()).put("roundingKlBits", proof.roundingKlBits())
                .put("reloaded", proof.where());
        proof.chat().ifPresent(chat -> node.putObject("chat").put("samePrompt", chat.samePrompt()).put("tokens", chat.tokens())
                .put("equalTokens", chat.equalTokens()));
        proof.sha256().forEach(node.putObject("sha256")::put);
        proof.others().forEach(other -> node.withArray("others").addObject().put("program", other.program()).put("found", other.found()));
        node.put("licence", request.statements().licence());
        request.statements().languages().forEach(node.putArray("languages")::add);
        return node;
    }
}
