package org.bytestill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.engine.job.TaskRequest;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for tasks. */
final class TaskOptions {
    @Option(names = "--task", paramLabel = "FILE.yaml", arity = "1..*",
            description = "Task files of lm-evaluation-harness, in place of a text: their metrics, with the harness's numbers.")
    private List<Path> tasks = new ArrayList<>();

    @Option(names = "--num-fewshot", paramLabel = "N", description = "Examples before each question (default: what the task says).")
    private @Nullable Integer fewshot;

    @Option(names = "--apply-chat-template", description = "Write prompts by the model's chat template; --chat-template names another.")
    private boolean appliesTemplate;

    @Option(names = "--fewshot-as-multiturn", description = "Examples are turns of the chat, not one question together.")
    private boolean multiTurn;

    @Option(names = "--system-instruction", paramLabel = "TEXT", description = "A system message before each task.")
    private @Nullable String system;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first documents of each task, or a share of them below 1.")
    private @Nullable Double limit;

    @Option(names = "--samples", paramLabel = "FILE.jsonl", description = "Write what became of each document, a line each.")
    private @Nullable Path samples;

    @Option(names = "--against", paramLabel = "DIR",
            description = "Another run, model or GGUF file on the same documents: differences with intervals.")
    private @Nullable Path against;

    @Option(names = "--against-checkpoint", paramLabel = "best|last|first|N", defaultValue = "best",
            description = "Which one of the other run (default: ${DEFAULT-VALUE}).")
    private String againstCheckpoint;

    @Option(names = "--precision", paramLabel = "float32|bfloat16", defaultValue = "float32",
            description = "Number format of the model that answers tasks (default: ${DEFAULT-VALUE}).")
    private String precision;

    boolean areNamed() {
        return !tasks.isEmpty();
    }

    List<Path> tasks() {
        return tasks;
    }

    @Nullable
    Path samples() {
        return samples;
    }

    /** Refuses what only tasks know. */
    void requireNone() {
        if (fewshot != null || appliesTemplate || multiTurn || system != null || limit != null || samples != null || against != null) {
            throw UserError
                    .badInput("--num-fewshot, --apply-chat-template, --fewshot-as-multiturn, --system-instruction, --limit, --samples and"
                            + " --against belong to tasks. Add --task with a task file, or leave them out.");
        }
    }

    /**
     * The request.
     *
     * @param template the chat template that is named, if there is one
     * @param teacher  null for none
     */
    TaskRequest request(Path model, String checkpoint, @Nullable Path template, @Nullable Path teacher, String device) {
        if (fewshot != null && fewshot < 0 || limit != null && limit <= 0) {
            throw UserError.badInput("--num-fewshot is 0 or more, and --limit above 0. Mend the number.");
        }
        boolean applies = appliesTemplate || template != null;
        if (multiTurn && !applies) {
            throw UserError.badInput("--fewshot-as-multiturn needs a chat template. Add --apply-chat-template or --chat-template.");
        }
        return new TaskRequest(model, checkpoint, tasks, fewshot,
                new TaskRequest.Prompts(applies, template, multiTurn, system == null ? "" : system),
                limit == null ? 0 : limit, against, againstCheckpoint, teacher, precision, device);
    }
}
