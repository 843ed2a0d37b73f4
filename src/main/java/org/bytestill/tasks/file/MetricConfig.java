package org.bytestill.tasks.file;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A metric of a task.
 *
 * @param aggregation    how its values become one; null for the metric's own way
 * @param higherIsBetter null for the metric's own direction
 * @param options        such as {@code ignore_case}
 */
public record MetricConfig(String name, @Nullable String aggregation, @Nullable Boolean higherIsBetter, Map<String, Entry> options,
        Place place) {}
