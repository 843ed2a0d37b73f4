package org.bytestill.ui.common;

import java.util.function.Consumer;

/** Reports the failures of a polled operation once, and again only after it has worked in between. Used by one thread. */
public final class FailureDeduplicator {
    private final Consumer<Throwable> told;
    private boolean failing;

    public FailureDeduplicator(Consumer<Throwable> told) {
        this.told = told;
    }

    public void failed(Throwable thrown) {
        if (!failing) {
            failing = true;
            told.accept(thrown);
        }
    }

    public void worked() {
        failing = false;
    }
}
