/**
 * Metrics of tasks, as lm-evaluation-harness has them, with their aggregation and standard error.
 *
 * <p>Start at {@link org.bytestill.tasks.metrics.Metrics}, the registry: a metric is a line in the list of its output type, or a page where
 * it has options.
 */
@NullMarked
package org.bytestill.tasks.metrics;

import org.jspecify.annotations.NullMarked;
