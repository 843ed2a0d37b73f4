package org.bytestill.text.jinja;

/** Whose settings of Jinja a template is written for. */
public enum Dialect {
    /**
     * Chat templates, as transformers compiles them: the line break after a block and the blank space before one are dropped, what does not
     * exist prints nothing, {@code tojson} is plain.
     */
    CHAT,
    /**
     * Prompts of evaluation tasks, as lm-evaluation-harness compiles them: jinja2's own settings, with the last line break kept, the filter
     * {@code regex_replace}, and every use of what does not exist an error ({@code StrictUndefined}).
     */
    TASK
}
