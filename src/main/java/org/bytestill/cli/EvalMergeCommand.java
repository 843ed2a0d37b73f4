package org.bytestill.cli;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.engine.job.EvaluatedPart;
import org.bytestill.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "eval-merge",
        description = "Join the parts of an evaluation that `bytestill eval --shard` wrote: the numbers are those that one computer measures."
                + " Parts of another model, text or teacher, parts given twice and missing ones are refused.")
final class EvalMergeCommand extends EngineCommand {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files of all parts, in any order.")
    private List<Path> parts;

    @Override
    ExitCode run(Terminal terminal) {
        EvaluatedPart all = EvaluatedPart.merge(parts);
        EvalCommand.say(all.report(), all.teacher(), terminal);
        return ExitCode.OK;
    }
}
