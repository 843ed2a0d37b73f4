package org.bytestill.export.ollama;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytestill.problem.UserError;

/**
 * The text of a Modelfile: FROM a file beside it, TEMPLATE, SYSTEM, PARAMETERs. A model without a chat template is one that continues texts.
 *
 * @param file       name of the GGUF file beside it
 * @param style      how conversations are written; empty for a model that continues texts
 * @param open       the token that opens a text, if the reader of the GGUF file does not add it
 * @param end        the text of the token that ends a sequence, or empty
 * @param parameters of sampling, under Ollama's names
 */
public record Modelfile(String file, Optional<OllamaStyle> style, String open, String end, Map<String, String> parameters) {
    /** What a model that continues texts is given: the text alone. */
    private static final String COMPLETION = "{{ .Prompt }}";
    private static final String QUOTES = "\"\"\"";

    /** The TEMPLATE. */
    public String template() {
        return style.map(found -> found.opened(open)).orElse(COMPLETION);
    }

    /** Texts at which an answer ends, each once. */
    public Set<String> stops() {
        Set<String> stops = new LinkedHashSet<>(style.map(OllamaStyle::stops).orElse(List.of()));
        if (!end.isEmpty()) {
            stops.add(end);
        }
        return stops;
    }

    /** The whole file. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("# Made by Bytestill. In this folder: ollama create NAME -f Modelfile");
        lines.add("FROM ./" + file);
        lines.add("TEMPLATE " + quoted(template()));
        style.map(OllamaStyle::system).filter(system -> !system.isEmpty()).ifPresent(system -> lines.add("SYSTEM " + quoted(system)));
        stops().forEach(stop -> lines.add("PARAMETER stop \"" + stop.replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
        parameters.forEach((name, value) -> lines.add("PARAMETER " + name + " " + value));
        return String.join("\n", lines) + "\n";
    }

    private static String quoted(String text) {
        if (text.contains(QUOTES)) {
            throw UserError.badInput("The system text or template holds three quotes (%s), which end it in a Modelfile. Export as gguf.",
                    QUOTES);
        }
        return QUOTES + text + QUOTES;
    }
}
