package org.bytestill.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Optional;
import org.bytestill.util.AtomicFile;
import org.slf4j.LoggerFactory;

/** {@code conversion.json} of a run folder: the {@link Conversion} as it was a few seconds ago, for other processes and a resume. */
public final class ConversionFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double GRAIN = 1e6;

    private ConversionFile() {}

    /** Throws UserError if the disk is full or gone. */
    public static void write(RunFolder folder, Conversion conversion) {
        ObjectNode root = JSON.createObjectNode().put("measuredBytes", conversion.measuredBytes()).put("healed", conversion.healed())
                .put("impossible", conversion.impossible())
                .put("bytesPerSecond", conversion.bytesPerSecond());
        put(root, "rowsPerByte", conversion.rowsPerByte());
        put(root, "residual", conversion.residual());
        put(root, "dropped", conversion.dropped());
        put(root, "secondsLeft", conversion.secondsLeft());
        root.put("text", Base64.getEncoder().encodeToString(conversion.text()));
        ArrayNode probabilities = root.putArray("probabilities");
        for (double probability : conversion.probabilities()) {
            if (Double.isNaN(probability)) {
                probabilities.addNull();
            } else {
                probabilities.add(Math.round(probability * GRAIN) / GRAIN);
            }
        }
        AtomicFile.write(folder.conversion(), root + "\n");
    }

    /** JSON has no NaN: what is not known is left out. */
    private static void put(ObjectNode root, String key, double value) {
        if (Double.isFinite(value)) {
            root.put(key, value);
        }
    }

    /** Empty if the file is missing or damaged: it says nothing that the run needs. */
    public static Optional<Conversion> read(RunFolder folder) {
        if (!Files.exists(folder.conversion())) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(JSON.readTree(Files.readAllBytes(folder.conversion()))));
        } catch (IOException | IllegalArgumentException e) {
            LoggerFactory.getLogger(ConversionFile.class).debug("{} cannot be read: {}", folder.conversion(), e.getMessage());
            return Optional.empty();
        }
    }

    private static Conversion of(JsonNode root) {
        byte[] text = Base64.getDecoder().decode(root.path("text").asText());
        JsonNode known = root.path("probabilities");
        if (text.length > Conversion.TEXT_BYTES || known.size() != text.length) {
            throw new IllegalArgumentException("text and probabilities do not fit");
        }
        double[] probabilities = new double[text.length];
        for (int i = 0; i < text.length; i++) {
            probabilities[i] = known.get(i).asDouble(Double.NaN);
        }
        return new Conversion(root.path("measuredBytes").asLong(), root.path("rowsPerByte").asDouble(Double.NaN),
                root.path("residual").asDouble(Double.NaN), root.path("dropped").asDouble(Double.NaN), root.path("impossible").asLong(),
                root.path("healed").asLong(),
                root.path("bytesPerSecond").asDouble(), root.path("secondsLeft").asDouble(Double.NaN), text, probabilities);
    }
}
