package org.bytestill.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytestill.problem.ExitCode;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Signal handler for SIGTERM, SIGINT (Ctrl+C) and SIGHUP (the terminal was closed): the first signal asks the command to save and end, a
 * second ends the process at once. Closing restores the earlier handlers.
 */
final class Signals implements AutoCloseable {
    private final AtomicBoolean received = new AtomicBoolean();
    private final List<Runnable> restore = new ArrayList<>();

    /** @param onFirst action at the first signal, on the thread of the signal */
    Signals(Runnable onFirst) {
        SignalHandler handler = ignored -> {
            if (!received.compareAndSet(false, true)) {
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
            }
            onFirst.run();
        };
        for (String name : List.of("TERM", "INT", "HUP")) {
            try {
                handle(new Signal(name), handler);
            } catch (IllegalArgumentException e) {
                LoggerFactory.getLogger(Signals.class).debug("This system has no signal {}", name); // Windows
            }
        }
    }

    private void handle(Signal signal, SignalHandler handler) {
        SignalHandler before = Signal.handle(signal, handler);
        if (signal.getName().equals("HUP") && before.equals(SignalHandler.SIG_IGN)) {
            Signal.handle(signal, before); // started by nohup: it is to outlive its terminal
        } else {
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
