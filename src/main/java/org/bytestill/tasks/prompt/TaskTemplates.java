package org.bytestill.tasks.prompt;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import org.bytestill.problem.UserError;
import org.bytestill.tasks.file.Entry;
import org.bytestill.text.jinja.Dialect;
import org.bytestill.text.jinja.JinjaTemplate;
import org.bytestill.text.jinja.TemplateFault;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.PyDict;

/** Templates of a task, filled with the fields of a document: each is parsed once. */
final class TaskTemplates {
    private final Map<String, JinjaTemplate> parsed = new HashMap<>();

    /**
     * @param entry    the template, for its place
     * @param document whose fields are the variables
     * @throws UserError naming the line of the task file and what is wrong
     */
    String filled(Entry entry, PyDict document) {
        try {
            JinjaTemplate template = parsed.computeIfAbsent(entry.text(), source -> JinjaTemplate.parse(source, Dialect.TASK));
            return template.render(variables(document), LocalDateTime::now).text();
        } catch (TemplateFault e) {
            throw entry.place().refused("%s: %s, in the template %s. The document is %s.", entry.key(), e.fault().getMessage(),
                    Printed.repr(entry.text()), Printed.repr(document)).causedBy(e);
        }
    }

    private static Map<String, Object> variables(PyDict document) {
        Map<String, Object> variables = new HashMap<>();
        document.keys().forEach(key -> variables.put(String.valueOf(key), document.item(key)));
        return variables;
    }
}
