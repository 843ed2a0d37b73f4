package org.bytestill.tasks.metrics;

/** How probable a whole text is. */
public record WholeTextOutcome(String text, double logLikelihood) {}
