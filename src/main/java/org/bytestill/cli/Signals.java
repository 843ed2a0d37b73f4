package org.bytestill.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytestill.problem.ExitCode;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGTERM and Ctrl+C while a command works: the first asks it to save and end, a second ends the process at once. Closing
 * gives the signals back.
 */
final class Signals implements AutoCloseable {
    private final AtomicBoolean received = new AtomicBoolean();
    private final List<Runnable> restore = new ArrayList<>();

    /** @param onFirst runs on the signal's own thread */
    Signals(Runnable onFirst) {
        for (String name : List.of("TERM", "INT")) {
            Signal signal = new Signal(name);
            SignalHandler before = Signal.handle(signal, ignored -> {
                if (!received.compareAndSet(false, true)) {
                    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
                }
                onFirst.run();
            });
            restore.add(() -> Signal.handle(signal, before));
        }
    }

    boolean received() {
        return received.get();
    }

    @Override
    public void close() {
        restore.forEach(Runnable::run);
    }
}
