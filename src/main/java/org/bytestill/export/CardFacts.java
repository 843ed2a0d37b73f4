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
 */
public record CardFacts(CardStatements statements, JsonNode manifest, JsonNode conversion) {
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
            lines.add("- What this reading loses against the exact distribution was not measured here (`bytestill audit` measures it).");
        }
        return lines;
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
