package org.bytestill.ui.tasks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.engine.job.TaskRequest;
import org.bytestill.ui.common.Shell;

/** What the tab asks as a command for a terminal, which gives the same numbers. */
final class EvalLine {
    private EvalLine() {}

    static String of(TaskRequest request) {
        List<String> words = new ArrayList<>(List.of("bytestill eval", quoted(request.model()), "--task"));
        request.tasks().forEach(task -> words.add(quoted(task)));
        words.add((request.checkpoint().matches("all|.*,.*") ? "--checkpoints " : "--checkpoint ") + request.checkpoint());
        if (request.against() != null) {
            words.add("--against " + quoted(request.against()));
            if (!request.againstCheckpoint().equals("best")) {
                words.add("--against-checkpoint " + request.againstCheckpoint());
            }
        }
        if (request.teacher() != null) {
            words.add("--teacher " + quoted(request.teacher()));
        }
        if (request.fewshot() != null) {
            words.add("--num-fewshot " + request.fewshot());
        }
        if (request.limit() > 0) {
            words.add("--limit " + (request.limit() == Math.rint(request.limit()) ? String.valueOf((long) request.limit())
                    : String.valueOf(request.limit())));
        }
        add(words, request.prompts());
        if (!request.device().equals("auto")) {
            words.add("--device " + request.device());
        }
        return String.join(" ", words);
    }

    private static void add(List<String> words, TaskRequest.Prompts prompts) {
        if (prompts.applies()) {
            words.add(prompts.template() == null ? "--apply-chat-template" : "--chat-template " + quoted(prompts.template()));
        }
        if (prompts.multiTurn()) {
            words.add("--fewshot-as-multiturn");
        }
        if (!prompts.system().isEmpty()) {
            words.add("--system-instruction " + Shell.quoted(prompts.system()));
        }
    }

    private static String quoted(Path path) {
        return Shell.quoted(path.toString());
    }
}
