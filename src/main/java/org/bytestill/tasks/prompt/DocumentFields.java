package org.bytestill.tasks.prompt;

import java.util.List;
import java.util.Set;
import org.bytestill.tasks.file.Entry;
import org.bytestill.tasks.file.PromptConfig;
import org.bytestill.text.python.Arguments;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PySequence;
import org.bytestill.text.python.PythonLiteral;
import org.bytestill.text.python.Sandbox;
import org.bytestill.text.python.Thing;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/**
 * What a document's question, answer and choices are: a field of it, or a template filled with its fields, read as Python reads what the
 * template has written.
 */
public final class DocumentFields {
    private final PromptConfig prompt;
    private final Set<String> fields;
    private final boolean hasChoices;
    private final TaskTemplates templates = new TaskTemplates();

    /**
     * @param fields     names of the fields of evaluated documents
     * @param hasChoices whether the task has choices, so that digits are the number of one
     */
    public DocumentFields(PromptConfig prompt, List<String> fields, boolean hasChoices) {
        this.prompt = prompt;
        this.fields = Set.copyOf(fields);
        this.hasChoices = hasChoices;
    }

    /** The question: a text, or the number of the choice that is right where the choices are questions. */
    public Object text(PyDict document) {
        Entry entry = present(prompt.text());
        Object value = value(entry, document);
        return value instanceof Filled filled ? isNumber(filled.text()) ? literal(entry, filled.text()) : filled.text() : value;
    }

    /** The answer: a text, a number of a choice, or a list of these. */
    public Object target(PyDict document) {
        Entry entry = present(prompt.target());
        Object value = value(entry, document);
        if (!(value instanceof Filled filled)) {
            return value;
        }
        String text = filled.text();
        if (isNumber(text)) {
            return literal(entry, text);
        }
        boolean isList = text.length() >= 2 && text.startsWith("[") && text.endsWith("]");
        try {
            return isList ? PythonLiteral.value(text) : text;
        } catch (Fault e) {
            return text;
        }
    }

    /** The choices; null if the task has none. */
    public @Nullable List<String> choices(PyDict document) {
        Entry entry = prompt.choice();
        if (entry == null) {
            return null;
        }
        Object value = entry.isList() || entry.isMap() ? entry.python() : value(entry, document);
        Object list = value instanceof Filled filled ? literal(entry, filled.text()) : value;
        List<Object> elements = list instanceof PyDict dict ? dict.values()
                : list instanceof PySequence sequence ? sequence.elements() : null;
        if (elements == null || elements.isEmpty() || elements.stream().anyMatch(each -> Values.textOf(each) == null)) {
            throw entry.place().refused("%s: expected is a list of texts, found is %s. Mend it, or the document.", entry.key(),
                    Printed.repr(list));
        }
        return elements.stream().map(Values::textOf).toList();
    }

    /** What an answer begins with; empty for nothing. */
    public String prefix(PyDict document) {
        return prompt.prefix() == null ? "" : written(prompt.prefix(), document);
    }

    /** A field or a filled template as a text. */
    String written(Entry entry, PyDict document) {
        Object value = value(entry, document);
        String text = value instanceof Filled filled ? filled.text() : Values.textOf(value);
        if (text == null) {
            throw entry.place().refused("%s: expected is a text, found is %s. Mend it, or the document.", entry.key(),
                    Printed.repr(value));
        }
        return text;
    }

    /** A text that a template wrote. */
    private record Filled(String text) {}

    private Object value(Entry entry, PyDict document) {
        if (Values.textOf(entry.value()) == null) {
            return entry.python();
        }
        return fields.contains(entry.text()) ? document.item(entry.text()) : new Filled(templates.filled(entry, document));
    }

    private static Entry present(@Nullable Entry entry) {
        if (entry == null) {
            throw new IllegalStateException("a task without a prompt is refused when it is read");
        }
        return entry;
    }

    private boolean isNumber(String text) {
        return hasChoices && !text.isEmpty()
                && Values.truth(((Thing) Sandbox.attribute(text, "isdigit")).call(
                        Arguments.of()));
    }

    private static Object literal(Entry entry, String text) {
        try {
            return PythonLiteral.value(text);
        } catch (Fault e) {
            throw entry.place().refused("%s: %s. Mend the template.", entry.key(), e.getMessage()).causedBy(e);
        }
    }
}
