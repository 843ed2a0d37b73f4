package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bytestill.util.JsonFile;

/** Pre-tokenizers that drop what they cut at, changed so that it stays, as pieces of its own. */
final class KeptPieces {
    private static final String REMOVED = "Removed";

    private KeptPieces() {}

    static JsonNode of(JsonNode part) {
        return switch (part.path("type").asText("")) {
            case "Sequence" -> sequence(part);
            // Words and runs of other characters; white space is what lies between.
            case "Whitespace" -> split("Regex", "\\w+|[^\\w\\s]+");
            case "WhitespaceSplit" -> split("Regex", "\\s+");
            case "BertPreTokenizer" -> bert();
            case "CharDelimiterSplit" -> split("String", part.path("delimiter").asText());
            case "Split", "Punctuation" -> part.path("behavior").asText().equalsIgnoreCase(REMOVED)
                    ? ((ObjectNode) part.deepCopy()).put("behavior", "Isolated") : part;
            default -> part;
        };
    }

    private static JsonNode sequence(JsonNode part) {
        ObjectNode kept = part.deepCopy();
        ArrayNode steps = kept.putArray("pretokenizers");
        part.path("pretokenizers").forEach(step -> steps.add(of(step)));
        return kept;
    }

    private static ObjectNode split(String kind, String pattern) {
        ObjectNode split = JsonFile.MAPPER.createObjectNode().put("type", "Split").put("behavior", "Isolated").put("invert", false);
        split.putObject("pattern").put(kind, pattern);
        return split;
    }

    private static ObjectNode bert() {
        ObjectNode both = JsonFile.MAPPER.createObjectNode().put("type", "Sequence");
        ArrayNode steps = both.putArray("pretokenizers").add(split("Regex", "\\s+"));
        steps.addObject().put("type", "Punctuation").put("behavior", "Isolated");
        return both;
    }
}
