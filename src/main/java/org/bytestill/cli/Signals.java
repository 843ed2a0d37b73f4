package org.bytestill.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytestill.problem.ExitCode;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Signal handler for SIGTERM and SIGINT (Ctrl+C): the first signal asks the command to save and end, a second ends the process at once.
 * Closing restores the earlier handlers.
 */
final class Signals implements AutoCloseable {
    private final AtomicBoolean received = new AtomicBoolean();
    private final List<Runnable> restore = new ArrayList<>();

    /** @param onFirst action at the first signal, on the thread of the signal */
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
