package org.bytestill.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bytestill.gguf.GgufWriter;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.ChatTemplate;
import org.bytestill.text.chat.TemplateError;

/**
 * The chat templates of a model as keys of a GGUF file. What marks the supervised parts for training, {@code {% generation %}}, stops
 * llama.cpp at loading; in its place stands a condition that is always true, which writes the same and trims the same white space.
 */
final class GgufTemplates {
    private static final String KEY = "tokenizer.chat_template";
    private static final String DEFAULT = "default";
    private static final Pattern BEGIN = Pattern.compile("(\\{%[-+]?\\s*)generation(\\s*[-+]?%\\})");
    private static final Pattern END = Pattern.compile("(\\{%[-+]?\\s*)endgeneration(\\s*[-+]?%\\})");

    private GgufTemplates() {}

    /** @return what was done, in sentences; none if the model has no template */
    static List<String> add(Path model, GgufWriter file) {
        Map<String, ChatTemplate> templates;
        try {
            templates = ChatFormat.ofModel(model).map(ChatFormat::templates).orElse(Map.of());
        } catch (TemplateError e) {
            return List.of("Its chat template is left out, as it cannot be read: " + e.getMessage());
        }
        List<String> steps = new ArrayList<>();
        templates.forEach((name, template) -> {
            String written = withoutMarks(template.source());
            file.text(name.equals(DEFAULT) ? KEY : KEY + "." + name, written);
            steps.add("Wrote the chat template \"" + name + "\"" + (written.equals(template.source()) ? "."
                    : " without what marks its supervised parts, at which llama.cpp stops."));
        });
        List<String> others = templates.keySet().stream().filter(name -> !name.equals(DEFAULT)).toList();
        if (!others.isEmpty()) {
            file.texts(KEY + "s", others);
        }
        return steps;
    }

    static String withoutMarks(String template) {
        return END.matcher(BEGIN.matcher(template).replaceAll("$1if true$2")).replaceAll("$1endif$2");
    }
}
