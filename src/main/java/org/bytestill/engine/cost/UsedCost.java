package org.bytestill.engine.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * A run or a dry run that has ended: what the formula said of it, and what it used. A line of {@code costs.jsonl}.
 *
 * @param at    when it ended
 * @param isDry whether it was a dry run
 */
public record UsedCost(Instant at, boolean isDry, CostKey key, PhaseCost said, PhaseCost used) {
    /** Raised with every change of the formula: what was said by another one corrects nothing. */
    static final int FORMULA = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    ObjectNode json() {
        ObjectNode line = JSON.createObjectNode().put("formula", FORMULA).put("at", at.toString()).put("dry", isDry)
                .put("device", key.device()).put("kin", key.kin()).put("hash", key.hash());
        line.set("said", json(said));
        line.set("used", json(used));
        return line;
    }

    private static ObjectNode json(PhaseCost cost) {
        ObjectNode node = JSON.createObjectNode();
        put(node, "convertSeconds", cost.convertSeconds());
        put(node, "warmUpSeconds", cost.warmUpSeconds());
        put(node, "updateSeconds", cost.updateSeconds());
        put(node, "evaluationSeconds", cost.evaluationSeconds());
        return node.put("convertBytes", cost.convertBytes()).put("trainBytes", cost.trainBytes());
    }

    private static void put(ObjectNode node, String key, double seconds) {
        if (Double.isFinite(seconds)) {
            node.put(key, seconds);
        }
    }

    /** Whether a line was written with the formula of today. */
    static boolean isOfToday(JsonNode line) {
        return line.path("formula").asInt() == FORMULA;
    }

    /** Throws IllegalArgumentException for a line that holds no cost. */
    static UsedCost of(JsonNode line) {
        try {
            return new UsedCost(Instant.parse(line.path("at").asText()), line.path("dry").asBoolean(),
                    new CostKey(line.path("device").asText(), line.path("kin").asText(), line.path("hash").asText()),
                    cost(line.path("said")), cost(line.path("used")));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("\"at\" is no time", e);
        }
    }

    private static PhaseCost cost(JsonNode node) {
        return new PhaseCost(seconds(node, "convertSeconds"), seconds(node, "warmUpSeconds"), seconds(node, "updateSeconds"),
                seconds(node, "evaluationSeconds"), node.path("convertBytes").asLong(), node.path("trainBytes").asLong());
    }

    private static double seconds(JsonNode node, String key) {
        return node.path(key).asDouble(Double.NaN);
    }
}
