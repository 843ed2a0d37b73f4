package org.bytestill.engine.dryrun;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.cost.CostStore;
import org.bytestill.engine.plan.RunEstimate;
import org.bytestill.problem.Failure;
import org.bytestill.util.AtomicFile;

/**
 * The process of a dry run: {@code RUN.yaml FOLDER}, absolute paths in the file. Its memory is the dry run's alone, and it can be ended at
 * any time. It ends, and removes the folder, when its standard input does, because then the one that started it is gone.
 */
final class DryRunServer {
    private DryRunServer() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[1]);
        DryRunProtocol.Writer out = new DryRunProtocol.Writer(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setOut(new PrintStream(PrintStream.nullOutputStream())); // what a library prints is no answer
        endWithParent(folder);
        try {
            RunConfig config = RunConfigFile.read(Path.of(arguments[0]));
            out.progress(DryRunStage.OPEN, 0, 0);
            out.ended(new DryRun(config, new RunEstimate(CostStore.ofUser()).of(config, folder.getParent(), folder), folder, out)
                    .compute());
        } catch (CancellationException | InterruptedException e) {
            // Nobody listens any more.
        } catch (RuntimeException | Error e) {
            Failure failure = Failure.of(e);
            out.refused(failure.exitCode().code(), failure.sentence());
        }
        System.exit(0); // threads of libraries do not keep it
    }

    private static void endWithParent(Path folder) {
        Thread watch = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Nothing is asked of it.
                }
            } catch (IOException e) {
                // As if it had ended.
            }
            AtomicFile.deleteFolder(folder);
            Runtime.getRuntime().halt(1);
        }, "bytestill-dry-run-parent");
        watch.setDaemon(true);
        watch.start();
    }
}
