package org.bytestill.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.bytestill.engine.library.RunLibrary;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.LockHolder;
import org.bytestill.run.queue.QueueState;
import org.bytestill.run.queue.RunQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The queue of a runs folder: what waits, its order, and what becomes of it after a failure. */
@Command(name = "queue",
        description = "List the queue of a runs folder; add runs, move and take them out, compute them one after the other. "
                + "Alone it lists.",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {QueueAddCommand.class, QueueCommand.Remove.class, QueueCommand.Move.class, QueueCommand.AfterFailure.class,
            QueueRunCommand.class})
final class QueueCommand extends EngineCommand {
    @Mixin
    private RunsFolderOption folder;

    @Override
    ExitCode run(Terminal terminal) {
        list(new RunQueue(folder.path()), terminal);
        return ExitCode.OK;
    }

    static void list(RunQueue queue, Terminal terminal) {
        QueueState state = queue.state();
        if (terminal.isJson()) {
            var object = Terminal.object("queue").put("afterFailure", word(state.afterFailure())).put("held", state.held())
                    .put("current", state.hasCurrent() ? state.current().toString() : "")
                    .put("computedBy", queue.worker().map(LockHolder::description).orElse(""));
            object.set("waiting", Terminal.array(state.waiting().stream().map(Path::toString).toList()));
            terminal.data(object);
            return;
        }
        if (state.hasCurrent()) {
            terminal.line("at hand  %s", state.current().getFileName());
        }
        for (int place = 0; place < state.waiting().size(); place++) {
            RunSummary run = RunSummary.of(state.waiting().get(place));
            terminal.line("%7d  %s, update %d of %d", place + 1, run.folder().getFileName(), run.update(), run.updates());
        }
        terminal.line("after a failure: %s%s", word(state.afterFailure()),
                queue.worker().map(worker -> "; computed by " + worker.description()).orElse(""));
        if (state.isHeld()) {
            terminal.note("%s `bytestill queue run` goes on.", state.held());
        } else if (!state.isEmpty() && queue.worker().isEmpty()) {
            terminal.note("No process computes the queue: `bytestill queue run` does.");
        }
    }

    private static String word(QueueState.AfterFailure choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Command(name = "remove", description = "Take a run out of the queue; it stays in its folder and can be resumed.")
    static final class Remove extends EngineCommand {
        @Mixin
        private RunsFolderOption folder;

        @Parameters(paramLabel = "RUN", description = "Name or folder of the run.")
        private String named;

        @Override
        ExitCode run(Terminal terminal) {
            RunQueue queue = new RunQueue(folder.path());
            queue.remove(new RunLibrary(folder.path()).find(named));
            list(queue, terminal);
            return ExitCode.OK;
        }
    }

    @Command(name = "move", description = "Give a run another place in the queue.")
    static final class Move extends EngineCommand {
        @Mixin
        private RunsFolderOption folder;

        @Parameters(index = "0", paramLabel = "RUN", description = "Name or folder of the run.")
        private String named;

        @Parameters(index = "1", paramLabel = "PLACE", description = "Its place, from 1: the next.")
        private int place;

        @Override
        ExitCode run(Terminal terminal) {
            RunQueue queue = new RunQueue(folder.path());
            queue.move(new RunLibrary(folder.path()).find(named), place - 1);
            list(queue, terminal);
            return ExitCode.OK;
        }
    }

    @Command(name = "after-failure", description = "Choose what becomes of the others when a run fails.")
    static final class AfterFailure extends EngineCommand {
        @Mixin
        private RunsFolderOption folder;

        @Parameters(paramLabel = "CHOICE", description = "go-on: the next one begins; hold: they wait until you say so.")
        private Choice choice;

        /** The words of the command line. */
        enum Choice {
            GO_ON, HOLD;

            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        @Override
        ExitCode run(Terminal terminal) {
            RunQueue queue = new RunQueue(folder.path());
            queue.setAfterFailure(choice == Choice.HOLD ? QueueState.AfterFailure.HOLD : QueueState.AfterFailure.GO_ON);
            list(queue, terminal);
            return ExitCode.OK;
        }
    }
}
