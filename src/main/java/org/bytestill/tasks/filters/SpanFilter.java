package org.bytestill.tasks.filters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.text.python.PyTuple;
import org.bytestill.text.python.PythonPattern;
import org.bytestill.text.python.TextCase;
import org.bytestill.text.python.TextSplits;

/** {@code format_span}: named entities of an answer in one form, {@code label: value $ label: value}. */
final class SpanFilter {
    private static final Map<String, String> LABELS = new LinkedHashMap<>();
    private static final PythonPattern ENTITIES = PythonPattern.of("\\b(PER|LOC|ORG|DATE):\\s*([^$]+)");

    static {
        String pairs = "person PER location LOC organization ORG counties LOC places LOC people PER persons PER company ORG country LOC"
                + " continent LOC time DATE date DATE per PER loc LOC org ORG";
        String[] words = pairs.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            LABELS.put(words[i], words[i + 1]);
        }
    }

    private SpanFilter() {}

    static String formatted(String answer) {
        String text = TextCase.lower(answer);
        for (Map.Entry<String, String> label : LABELS.entrySet()) {
            text = PythonPattern.of("\\b" + label.getKey() + "\\s*:").replaced(text, label.getValue() + ":", 0);
        }
        return entities(TextSplits.strip(text.replace("$$", "$"), "$", false, true));
    }

    private static String entities(String text) {
        List<String> entities = new ArrayList<>();
        for (Object found : ENTITIES.findAll(TextSplits.strip(text.replace("\n", "$"), null, true, true))) {
            List<Object> parts = ((PyTuple) found).elements();
            for (String value : ((String) parts.get(1)).split(",", -1)) {
                String entity = TextSplits.strip(value, null, true, true);
                if (!TextCase.lower(entity).equals("none")) {
                    entities.add(TextCase.lower((String) parts.get(0)) + ": " + entity);
                }
            }
        }
        return String.join(" $ ", entities);
    }
}
