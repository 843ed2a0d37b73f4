package org.bytestill.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytestill.problem.UserError;
import org.bytestill.run.RolloutFile;
import org.bytestill.run.RolloutRecord;
import org.bytestill.run.RunFolder;
import org.jspecify.annotations.Nullable;

/** A text of an on-policy run's student, named as {@code RUN:UPDATE:NUMBER}; without numbers the newest, or the first of the update. */
final class RolloutChoice {
    private static final Pattern NAME = Pattern.compile("(.+?)(?::(\\d{1,9})(?::(\\d{1,9}))?)?");

    private RolloutChoice() {}

    /** Prompt and text of the one that is named. Throws UserError if there is none. */
    static byte[] bytes(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw UserError.badInput("--rollout %s names no run. Write RUN, RUN:UPDATE or RUN:UPDATE:NUMBER.", name);
        }
        List<RolloutRecord> texts = new RolloutFile(RunFolder.existing(Path.of(parts.group(1)))).all().stream()
                .filter(text -> !text.heldOut() && is(text.update(), parts.group(2)) && is(text.number(), parts.group(3))).toList();
        if (texts.isEmpty()) {
            throw UserError.badInput("%s keeps no such text of its student. `bytestill rollouts %s` lists those it keeps.", name,
                    parts.group(1));
        }
        RolloutRecord chosen = texts.get(parts.group(2) == null ? texts.size() - 1 : 0);
        return joined(chosen.prompt(), chosen.text());
    }

    private static boolean is(int number, @Nullable String wanted) {
        return wanted == null || number == Integer.parseInt(wanted);
    }

    private static byte[] joined(byte[] prompt, byte[] text) {
        byte[] all = Arrays.copyOf(prompt, prompt.length + text.length);
        System.arraycopy(text, 0, all, prompt.length, text.length);
        return all;
    }
}
