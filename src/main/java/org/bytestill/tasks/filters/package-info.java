/**
 * Filters of answers, as lm-evaluation-harness has them: a filter a page, a line in {@link org.bytestill.tasks.filters.Filters}.
 *
 * <p>Start at {@link org.bytestill.tasks.filters.Pipeline}.
 */
@NullMarked
package org.bytestill.tasks.filters;

import org.jspecify.annotations.NullMarked;
