/**
 * One update, and a run of them: configuration, objective, schedule, optimizer, metrics, checkpoints, the run's folder.
 *
 * <p>Start at {@link org.bytestill.config.RunConfig} for what a person decides and at {@code Trainer} for the loop.
 * Knows bytes, student and corpus; nothing of threads, windows or commands.
 */
package org.bytestill.distill;
