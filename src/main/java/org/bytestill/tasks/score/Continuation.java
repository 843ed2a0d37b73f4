package org.bytestill.tasks.score;

/** A text whose probability after another is asked for. */
public record Continuation(String context, String text) {}
