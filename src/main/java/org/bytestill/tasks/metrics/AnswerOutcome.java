package org.bytestill.tasks.metrics;

import java.util.List;

/**
 * What a model answered, after the filters.
 *
 * @param answer     a text, or what filters made of it
 * @param references the right answers; several where the task has lists of them
 * @param isSeveral  whether the task has lists of them
 */
public record AnswerOutcome(Object answer, List<Object> references, boolean isSeveral) {}
