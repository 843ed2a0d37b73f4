package org.bytestill.cli;

import java.nio.file.Path;
import org.bytestill.engine.Engine;
import org.bytestill.engine.library.Repetition;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "repeat", description = "Compute a run once more, exactly: its configuration as it began, its seed, its text by hash. If a "
        + "text or a setting has changed since, says so and computes nothing.")
final class RunsRepeatCommand extends EngineCommand {
    @Mixin
    private RunsFolderOption folder;

    @Parameters(paramLabel = "RUN", description = "Name or folder of the run.")
    private String named;

    @Option(names = "--anyway", description = "Compute it although something has changed.")
    private boolean anyway;

    @Option(names = "--check", description = "Only say whether it can be repeated.")
    private boolean check;

    @Override
    ExitCode run(Terminal terminal) throws InterruptedException {
        Path run = folder.library().find(named);
        Repetition repetition = Repetition.of(run);
        repetition.differences().forEach(difference -> terminal.note("%s", difference));
        if (check) {
            if (terminal.isJson()) {
                terminal.data(Terminal.object("repetition").put("run", run.toString()).put("exact", repetition.differences().isEmpty())
                        .set("differences", Terminal.array(repetition.differences())));
            } else if (repetition.differences().isEmpty()) {
                terminal.line("%s can be repeated exactly: configuration, seed and text are the same.", run.getFileName());
            }
            return ExitCode.OK;
        }
        if (!repetition.differences().isEmpty() && !anyway) {
            throw UserError.badInput("%s would not be repeated exactly. Compute it all the same with --anyway.", run.getFileName());
        }
        try (Engine engine = Bytestill.openEngine()) {
            Run again = engine.start(repetition.config(), run, repetition.folder());
            return new RunFollower(again, -1, terminal).follow();
        }
    }
}
