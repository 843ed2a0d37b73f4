/**
 * Jobs of the command line and the window: audit, convert, documents, evaluate, export, generate, render, verify. Each has a request, a service and a report;
 * a {@code Speaker} generates again and again on a thread of its own.
 *
 * <p>Start at {@link org.bytestill.engine.job.EvaluateService}, the shortest of them.
 */
@NullMarked
package org.bytestill.engine.job;

import org.jspecify.annotations.NullMarked;
