/**
 * Evaluation tasks: what lm-evaluation-harness 0.4.13 measures by its own task files, and with its numbers.
 *
 * <p>Start at {@link org.bytestill.tasks.Tasks}, the registry of output types. {@code tasks.file} reads the task files, {@code tasks.prompt}
 * writes what a model reads, {@code tasks.score} asks it, {@code tasks.filters} and {@code tasks.metrics} judge what it says. Written after
 * the harness's documentation and what it was seen to do; what is not supported is refused by file and line.
 */
@NullMarked
package org.bytestill.tasks;

import org.jspecify.annotations.NullMarked;
