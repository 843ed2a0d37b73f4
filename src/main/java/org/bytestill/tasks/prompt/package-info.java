/**
 * What a model reads for a document of a task: its data, its templates, examples before the question, chat templates.
 *
 * <p>Start at {@link org.bytestill.tasks.prompt.PromptWriter}. {@code Splits} reads the data, {@code DocumentFields} says what a document's
 * question, answer and choices are.
 */
@NullMarked
package org.bytestill.tasks.prompt;

import org.jspecify.annotations.NullMarked;
