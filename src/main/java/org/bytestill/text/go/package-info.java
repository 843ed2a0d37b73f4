/**
 * A part of the template language of Go (text/template) in which Ollama has a model's prompt written: texts, if, range, with, variables,
 * comparisons. Enough for the templates that an export writes, so that what they make of a conversation can be compared with what the
 * model's own chat template makes of it. What is not supported is an error, never another text.
 *
 * <p>Start at {@link org.bytestill.text.go.GoTemplate}. {@code GoLexer} cuts a template into texts and actions, {@code GoParser} makes a
 * tree of {@code GoNode}s, which run themselves over {@code GoScope}; {@code GoValues} has truth and comparison, {@code GoFunctions} what
 * can be called. Written after the documentation of text/template.
 */
@NullMarked
package org.bytestill.text.go;

import org.jspecify.annotations.NullMarked;
