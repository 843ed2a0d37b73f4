/**
 * The template language Jinja, as version 3.1.6 of jinja2 runs it in its immutable sandbox with {@code trim_blocks}, {@code lstrip_blocks},
 * loop controls and generation blocks.
 *
 * <p>Start at {@link org.bytestill.text.jinja.JinjaTemplate}. {@code Lexer} cuts a template into tokens, {@code Parser} makes a tree of
 * {@code Node}s, which binds its names to places of variables ({@code Site}, {@code Symbols}: jinja2 decides by the text of the template
 * what a name means, not while it runs) and then runs itself ({@code Run}, {@code Frame}). {@code Filters}, {@code Tests} and
 * {@code Globals} are what templates can call. A template computes with values of {@code text.python} only: no Java object can be reached,
 * and steps, depth and sizes are bounded. Written after the documentation of jinja2 and what it was seen to do; what is not supported
 * is an error, never another text.
 */
@NullMarked
package org.bytestill.text.jinja;

import org.jspecify.annotations.NullMarked;
