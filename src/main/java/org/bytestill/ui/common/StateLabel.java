package org.bytestill.ui.common;

import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import org.bytestill.run.RunState;

/** The state of a run as icon and word: the word carries it, the icon repeats it. */
public final class StateLabel extends HBox {
    private final boolean chip;
    private RunState state;

    /** {@code chip}: on tinted ground with round ends, for bars; else plain, for tables. */
    public StateLabel(RunState state, boolean chip) {
        super(chip ? 4 : 8);
        this.chip = chip;
        setAlignment(Pos.CENTER_LEFT);
        setState(state);
    }

    public void setState(RunState now) {
        if (now == state) {
            return;
        }
        state = now;
        String color = color(now);
        getChildren().setAll(Ui.icon(icon(now), color), Ui.text(StateWords.of(now), "c12", "med"));
        getStyleClass().removeAll("chip", "live", "plain");
        if (chip) {
            getStyleClass().addAll("chip", color.equals("accent") ? "live" : "plain");
        }
        setMinWidth(USE_PREF_SIZE);
        setAccessibleText(StateWords.of(now));
    }

    private static String icon(RunState state) {
        return switch (state) {
            case CONVERTING, RUNNING, EVALUATING, SAVING -> "mdi2p-play-circle-outline";
            case DONE -> "mdi2c-check-circle-outline";
            case PAUSED -> "mdi2p-pause-circle-outline";
            case FAILED -> "mdi2a-alert-octagon-outline";
            case INTERRUPTED -> "mdi2a-alert-outline";
            case LOADING, PAUSING, STOPPING -> "mdi2p-progress-clock";
            case STOPPED -> "mdi2s-stop-circle-outline";
            case DRAFT -> "mdi2f-file-outline";
            case QUEUED -> "mdi2t-tray-full";
        };
    }

    private static String color(RunState state) {
        return switch (state) {
            case CONVERTING, RUNNING, EVALUATING, SAVING, DONE -> "accent";
            case PAUSED -> "fg";
            case FAILED -> "danger";
            case INTERRUPTED -> "warn";
            case LOADING, PAUSING, STOPPING, STOPPED, DRAFT, QUEUED -> "faint";
        };
    }
}
