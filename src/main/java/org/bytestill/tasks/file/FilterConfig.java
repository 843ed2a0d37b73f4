package org.bytestill.tasks.file;

import java.util.List;
import java.util.Map;

/**
 * A pipeline of filters of answers.
 *
 * @param name  the second half of the keys of the results
 * @param steps its filters in their order
 */
public record FilterConfig(String name, List<Step> steps) {
    /**
     * @param function the filter
     * @param options  its options
     */
    public record Step(String function, Map<String, Entry> options, Place place) {}
}
