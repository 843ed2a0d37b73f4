package org.bytestill.engine.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.machine.DesktopNotifier;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunState;
import org.bytestill.util.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person wanted to be done when a run has ended: the desktop is told, a command is run. A pause is no end, nor is a process that lets go.
 * The command is the environment's, never the configuration's: that may be the file of somebody else.
 */
public final class EndOfRun {
    /** The variable of the environment that names the command. */
    static final String VARIABLE = "BYTESTILL_AT_END";
    public static final String PROPERTY = "bytestill.at_end";
    /** In the run's folder: what the command prints. */
    public static final String LOG_FILE = "at-end.log";
    private static final Logger LOG = LoggerFactory.getLogger(EndOfRun.class);

    private EndOfRun() {}

    /** Does it, and waits for nothing. Never fails. */
    public static void announce(LocalRun run) {
        RunProgress progress = run.progress();
        RunState state = progress.state();
        if (state != RunState.DONE && state != RunState.STOPPED && state != RunState.FAILED) {
            return;
        }
        if (run.config().atEnd().tell()) {
            DesktopNotifier.show(run.name(), Texts.of("events").get("end." + word(state), String.valueOf(progress.update())));
        }
        String command = command();
        if (!command.isBlank()) {
            start(command, run, progress);
        }
    }

    /** Empty for none; a property of the process stands for the variable. */
    private static String command() {
        return System.getProperty(PROPERTY, System.getenv().getOrDefault(VARIABLE, ""));
    }

    /** Whether the run of a folder tells the desktop of its end itself. */
    public static boolean tells(Path runFolder) {
        try {
            return RunConfigFile.read(runFolder.resolve("run.yaml")).atEnd().tell();
        } catch (UserError e) {
            return false; // told once more is better than never
        }
    }

    private static void start(String command, LocalRun run, RunProgress progress) {
        Path folder = run.folder();
        boolean isWindows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");
        ProcessBuilder builder = new ProcessBuilder(isWindows ? List.of("cmd", "/c", command) : List.of("sh", "-c", command));
        builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve(LOG_FILE).toFile());
        builder.environment().putAll(Map.of("BYTESTILL_RUN", folder.toString(), "BYTESTILL_NAME", run.name(),
                "BYTESTILL_STATE", word(progress.state()), "BYTESTILL_UPDATE", String.valueOf(progress.update()),
                "BYTESTILL_BITS_PER_BYTE", best(run, "bestBitsPerByte"), "BYTESTILL_KL_BITS", best(run, "bestKlBits"),
                "BYTESTILL_MESSAGE", progress.message()));
        try {
            builder.start().getOutputStream().close();
        } catch (IOException e) {
            LOG.warn("{} was not run for {}: {}", VARIABLE, folder, e.getMessage());
        }
    }

    /** A figure of the best checkpoint; empty if nothing was measured. */
    private static String best(LocalRun run, String figure) {
        return run.manifest().root().path(figure).asText("");
    }

    private static String word(RunState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
