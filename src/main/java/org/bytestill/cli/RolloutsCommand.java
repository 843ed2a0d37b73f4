package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.run.RolloutFile;
import org.bytestill.run.RolloutRecord;
import org.bytestill.run.RunFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "rollouts", description = "Show what the student wrote in an on-policy run: the last texts, with their prompts and scores."
        + " `inspect --rollout` shows one byte by byte.")
final class RolloutsCommand extends EngineCommand {
    private static final int SHOWN_PROMPT = 120;
    private static final int SHOWN_TEXT = 400;

    @Mixin
    private RunFolderArgument run;

    @Option(names = "--update", paramLabel = "N", description = "Those of this update alone.")
    private @Nullable Integer update;

    @Option(names = "--held-out", description = "Those after held-out prompts, which are the same at every evaluation.")
    private boolean heldOut;

    @Option(names = "--last", paramLabel = "N", defaultValue = "8",
            description = "At most so many, the newest (default: ${DEFAULT-VALUE}).")
    private int last;

    @Option(names = "--full", description = "Whole prompts and texts, however long.")
    private boolean full;

    @Override
    ExitCode run(Terminal terminal) {
        List<RolloutRecord> chosen = new RolloutFile(RunFolder.existing(run.folder)).all().stream()
                .filter(text -> text.heldOut() == heldOut && (update == null || text.update() == update)).toList();
        if (chosen.isEmpty()) {
            throw UserError.badInput("%s has no texts of its student%s. Runs with on_policy.share above 0 keep the first of each update.",
                    run.folder, Optional.ofNullable(update).map(number -> " of update " + number).orElse(""));
        }
        chosen.subList(Math.max(0, chosen.size() - Math.max(1, last)), chosen.size()).forEach(text -> show(text, terminal));
        return ExitCode.OK;
    }

    private void show(RolloutRecord text, Terminal terminal) {
        if (terminal.isJson()) {
            terminal.data(object(text));
            return;
        }
        terminal.line("%s %d, text %d, after %s: %d tokens, %d bytes, %s; surprisal%s%s%s", text.heldOut() ? "evaluation" : "update",
                text.update(), text.number(), text.document(), text.tokens(), text.text().length, ended(text.ended()),
                bits("student", text.studentBits()), bits("teacher", text.teacherBits()), text.loops() ? "; ends in a loop" : "");
        terminal.line("  prompt  %s", end(text(text.prompt())));
        terminal.line("  text    %s", beginning(text(text.text())));
    }

    private static ObjectNode object(RolloutRecord text) {
        return Terminal.object("rollout").put("update", text.update()).put("heldOut", text.heldOut()).put("number", text.number())
                .put("document", text.document()).put("prompt", text(text.prompt())).put("text", text(text.text()))
                .put("tokens", text.tokens()).put("bytes", text.text().length).put("ended", text.ended())
                .put("studentBits", Terminal.finite(text.studentBits())).put("teacherBits", Terminal.finite(text.teacherBits()))
                .put("repetition", text.repetition()).put("loops", text.loops());
    }

    private static String ended(String word) {
        return switch (word) {
            case "end" -> "ended";
            case "length" -> "cut at the limit";
            case "context" -> "cut where the context was full";
            default -> "cut before a special token";
        };
    }

    private static String bits(String model, double bits) {
        return Double.isNaN(bits) ? "" : String.format(Locale.ROOT, ", %s %.2f bits per byte", model, bits);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String end(String text) {
        return onOneLine(full || text.length() <= SHOWN_PROMPT ? text : "…" + text.substring(text.length() - SHOWN_PROMPT));
    }

    private String beginning(String text) {
        return onOneLine(full || text.length() <= SHOWN_TEXT ? text : text.substring(0, SHOWN_TEXT) + "…");
    }

    private static String onOneLine(String text) {
        return text.replace("\n", "↵");
    }
}
