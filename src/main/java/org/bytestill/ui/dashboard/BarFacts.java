package org.bytestill.ui.dashboard;

import java.util.EnumSet;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Quantity;
import org.bytestill.util.Texts;

/**
 * What the bar of a run says.
 *
 * @param share    how much is done, 0 to 1: of the updates, or while converting of the text
 * @param updates  done and planned
 * @param text     text trained on, or while converting read by the teacher
 * @param textUnit what that text counts, with its unit
 * @param left     time left in words; empty if not known
 */
record BarFacts(RunState state, String step, double share, String updates, String text, String textUnit, Quantity speed, String left) {
    private static final Texts TEXTS = Texts.of("dashboard");
    private static final EnumSet<RunState> CAN_PAUSE = EnumSet.of(RunState.LOADING, RunState.CONVERTING, RunState.RUNNING,
            RunState.EVALUATING, RunState.SAVING);
    private static final EnumSet<RunState> CAN_CHECKPOINT = EnumSet.of(RunState.RUNNING, RunState.EVALUATING, RunState.SAVING);
    private static final EnumSet<RunState> ENDING = EnumSet.of(RunState.STOPPING, RunState.PAUSING);

    static BarFacts of(RunProgress progress) {
        boolean converting = progress.state() == RunState.CONVERTING;
        double share = converting ? share(progress.convertedBytes(), progress.bytesToConvert())
                : share(progress.update(), progress.updates());
        String step = converting ? TEXTS.get("step.converting")
                : progress.step() == 0 ? "" : TEXTS.get("step", progress.step(), progress.steps());
        String updates = TEXTS.get("of", Format.count(progress.update()), Format.count(progress.updates()));
        long done = converting ? progress.convertedBytes() : progress.bytes();
        long planned = converting ? progress.bytesToConvert() : progress.plannedBytes();
        Quantity whole = Format.size(Math.max(done, planned));
        String text = TEXTS.get("of", inUnit(done, whole.unit()), inUnit(Math.max(done, planned), whole.unit()));
        String textUnit = TEXTS.get(converting ? "text.converted" : "text.trained", whole.unit());
        boolean working = progress.state().isActive();
        String left = working && progress.secondsLeft() >= 0 ? Format.span(progress.secondsLeft()) : "";
        Quantity speed = Format.speed(working ? progress.bytesPerSecond() : 0);
        return new BarFacts(progress.state(), step, share, updates, text, textUnit, speed, left);
    }

    private static double share(long done, long planned) {
        return planned <= 0 ? 0 : Math.min(1, (double) done / planned);
    }

    /** So that both figures of "0.4 / 6.6 MB" count the same unit. */
    private static String inUnit(long bytes, String unit) {
        double scale = switch (unit) {
            case "kB" -> 1e3;
            case "MB" -> 1e6;
            case "GB" -> 1e9;
            case "TB" -> 1e12;
            default -> 1;
        };
        double value = bytes / scale;
        return Format.fixed(value, scale > 1 && value < 99.95 ? 1 : 0);
    }

    boolean canPause() {
        return CAN_PAUSE.contains(state);
    }

    boolean canResume() {
        return state.canResume();
    }

    /** Whether the run can go on with other values: it holds, or is over. */
    boolean canChange() {
        return canResume() || isOver();
    }

    boolean canCheckpoint() {
        return CAN_CHECKPOINT.contains(state);
    }

    boolean canStop() {
        return (state.isActive() || state == RunState.PAUSED) && !ENDING.contains(state);
    }

    boolean isOver() {
        return state == RunState.DONE;
    }
}
