package org.bytestill.cli;

import org.bytestill.engine.Engine;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.RunState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "resume",
        description = "Go on with a run: one that another process holds paused is told so; any other is computed here, from its newest "
                + "whole checkpoint.")
final class ResumeCommand extends EngineCommand {
    @Mixin
    private RunFolderArgument run;

    @Override
    ExitCode run(Terminal terminal) throws InterruptedException {
        try (Engine engine = Bytestill.openEngine()) {
            Run opened = engine.open(run.folder);
            if (opened.progress().state() == RunState.PAUSED) {
                opened.resume();
                StatusCommand.print(opened, terminal);
                return ExitCode.OK;
            }
            int from = opened.checkpoints().stream().filter(CheckpointInfo::last).mapToInt(CheckpointInfo::update).findFirst().orElse(0);
            return new RunFollower(engine.resume(run.folder), from, terminal).follow();
        }
    }
}
