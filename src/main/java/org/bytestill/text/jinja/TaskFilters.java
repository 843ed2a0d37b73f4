package org.bytestill.text.jinja;

import org.bytestill.text.python.Fault;
import org.bytestill.text.python.JsonText;
import org.bytestill.text.python.None;
import org.bytestill.text.python.Numbers;
import org.bytestill.text.python.PythonPattern;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/** Filters of the prompts of tasks: {@code regex_replace} of lm-evaluation-harness, and jinja2's own {@code tojson}. */
final class TaskFilters {
    private TaskFilters() {}

    static void register(Filters.Table table) {
        table.put("regex_replace", "string pattern repl count?",
                a -> PythonPattern.of(text(a[1])).replaced(text(a[0]), text(a[2]), a[3] == null ? 0 : Numbers.index(a[3])));
        table.put("tojson", "value indent?", a -> forHtml(JsonText.of(Filters.value(a[0]), true, Filters.value(a[1]), None.NONE, true)));
    }

    private static String text(@Nullable Object value) {
        String text = Values.textOf(Filters.value(value));
        if (text == null) {
            throw Fault.type("expected string or bytes-like object, got '%s'", Values.typeOf(Filters.value(value)));
        }
        return text;
    }

    /** Without what would end an element of HTML. */
    private static String forHtml(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("'", "\\u0027");
    }
}
