package org.bytestill.tasks.metrics;

import org.bytestill.tasks.score.Score;

/** How probable a document's one continuation is. */
public record TextOutcome(Score score) {}
