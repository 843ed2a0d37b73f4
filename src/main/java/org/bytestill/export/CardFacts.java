package org.bytestill.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytestill.problem.Quoted;

/**
 * What a run's manifests know for a model card: texts with counts and hashes, how the teacher was read, versions; and what the person who
 * exports states. What is not known is left out.
 *
 * @param statements what the person says
 * @param manifest   {@code run.json}
 * @param conversion what {@code teacher-bytes/manifest.json} says of its numbers ({@code fingerprint}); an empty node if there is none
 * @param droppedMass the teacher's probability mass that its reading lost, mean over the bytes of the updates; NaN if it was not measured
 */
public record CardFacts(CardStatements statements, JsonNode manifest, JsonNode conversion, double droppedMass) {
    /** Texts and their hashes, a line each. */
    List<String> data() {
        List<String> lines = new ArrayList<>();
        text(lines, "Trained on", manifest.path("trainText"));
        text(lines, "Held out for the figures above:", manifest.path("validationText"));
        if (!conversion.isEmpty()) {
            lines.add(String.format(Locale.ROOT,
                    "- The teacher (SHA-256 `%s`) was read as bytes by its %s%s, %s of the mass of each byte kept.",
                    text(conversion, "teacher"), text(conversion, "method").equals("cover") ? "covering" : text(conversion, "method"),
                    conversion.has("width") ? " of width " + text(conversion, "width") + ", threshold " + text(conversion, "threshold")
                            : "",
                    text(conversion, "coverage")));
        }
        return lines;
    }

    /** What reading the teacher as bytes lost, a sentence; nothing where it was not read so or this is not known. */
    List<String> reading() {
        return Double.isNaN(droppedMass) ? List.of()
                : List.of(String.format(Locale.ROOT,
                        "Reading the teacher as bytes lost %.2g of the probability mass of a byte, mean over the updates; `bytestill audit`"
                                + " measures what that is beside the exact distribution.",
                        droppedMass));
    }

    private static void text(List<String> lines, String what, JsonNode text) {
        if (text.path("documents").isNumber()) {
            lines.add(String.format(Locale.ROOT, "- %s %,d documents, %,d bytes (SHA-256 `%s`).", what, text.path("documents").asLong(),
                    text.path("bytes").asLong(), text(text, "fingerprint")));
        }
    }

    private static String text(JsonNode node, String key) {
        return Quoted.of(node.path(key).asText());
    }

    /** Versions of what computed the run; empty if not known. */
    String versions() {
        JsonNode machine = manifest.path("machine");
        return machine.isMissingNode() ? ""
                : String.format("libtorch %s, Java %s, %s, device %s", text(machine, "libtorch"), text(machine, "java"),
                        text(machine, "os"),
                        text(machine, "device"));
    }
}
