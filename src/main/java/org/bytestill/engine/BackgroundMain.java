package org.bytestill.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.bytestill.engine.cost.CostStore;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process of a run in the background: computes the run of the folder it is given, and ends with it. A signal saves it first. */
public final class BackgroundMain {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundMain.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private BackgroundMain() {}

    /** @param arguments the run's folder */
    public static void main(String[] arguments) {
        // Numbers in files and their names are the same everywhere, also those that libraries write.
        Locale.setDefault(Locale.ENGLISH);
        System.exit(compute(Path.of(arguments[0])).code());
    }

    private static ExitCode compute(Path folder) {
        // A window will come back to it, and whoever closed one has other windows to work in.
        try (TrainingEngine engine = new TrainingEngine(CostStore.none(), false)) {
            Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "bytestill-end"));
            engine.keepPausedFor(Engine.KEEP_PAUSED);
            Run run = engine.resume(folder);
            while (!run.awaitEnd(LOOK_EVERY)) {
                // It writes down itself how it goes.
            }
            return run.failure();
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        } catch (RuntimeException | Error e) {
            Failure failure = Failure.of(e);
            LOG.error("{}", failure.sentence());
            return failure.exitCode();
        }
    }
}
