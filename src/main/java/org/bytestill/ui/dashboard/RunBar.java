package org.bytestill.ui.dashboard;

import java.time.Instant;
import java.time.ZoneId;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.StateLabel;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/**
 * The bar above a run: state, progress, speed, time left and at most three buttons. In a narrow window the least needed figures are
 * hidden.
 */
final class RunBar extends HBox {
    private static final double ROOMY = 1280;
    private static final double LONG_SPAN_SECONDS = 20 * 3600;

    private final Texts texts = Texts.of("dashboard");
    private final StateLabel state = new StateLabel(RunState.LOADING, true);
    private final Label wish = Ui.id(Ui.text("", "c12", "med"), "pending");
    private final Label step = Ui.text("", "c12", "muted");
    private final ProgressBar progress = Ui.style(new ProgressBar(0), "tall");
    private final Label percent = Ui.text("", "mono-med");
    private final Label updates = Ui.text("", "mono-med");
    private final Label text = Ui.text("", "mono-med");
    private final Label textUnit = Ui.text("", "c12", "muted");
    private final Label speed = Ui.text("", "mono-med");
    private final Label speedUnit = Ui.text("", "c12", "muted");
    private final Label left = Ui.text("", "mono-med");
    private final Label leftWords = Ui.text("", "c12", "muted");
    private final HBox percentGroup;
    private final HBox updatesGroup;
    private final HBox textGroup = Ui.row(4, text, textUnit);
    private final HBox speedGroup = Ui.row(4, speed, speedUnit);
    private final HBox leftGroup = Ui.row(4, left, leftWords);
    private final Button checkpoint;
    private final Button pause;
    private final Button rest;
    private final Button change;
    private final Button stop;
    private final MenuButton more = Ui.id(Ui.style(new MenuButton(), "quiet", "no-arrow"), "run-more");
    private boolean roomy = true;
    private BarFacts shown;

    RunBar(Runnable onCheckpoint, Runnable onPauseOrResume, Runnable onRest, Runnable onChange, Runnable onStop) {
        super(16);
        Ui.style(this, "bar");
        Ui.size(this, 0, 48);
        // It has the window's width, whatever it would like; what does not fit is hidden.
        setMinWidth(0);
        checkpoint = Ui.id(Ui.button(texts.get("checkpoint"), "mdi2c-content-save-outline", onCheckpoint), "checkpoint");
        pause = Ui.id(Ui.button(texts.get("pause"), "mdi2p-pause", onPauseOrResume), "pause");
        rest = Ui.id(Ui.button(texts.get("rest"), "mdi2m-memory", onRest), "rest");
        Ui.explain(rest, texts.get("rest.what"));
        Ui.show(rest, false);
        change = Ui.id(Ui.button(texts.get("change"), "mdi2t-tune", onChange), "change");
        stop = Ui.id(Ui.button(texts.get("stop"), "mdi2s-stop", onStop), "stop");
        progress.setMinWidth(48);
        progress.setPrefWidth(320);
        progress.setMaxWidth(320);
        HBox.setHgrow(progress, Priority.SOMETIMES);
        percentGroup = group(percent, texts.get("percent"));
        updatesGroup = group(updates, texts.get("updates"));
        more.setGraphic(Ui.icon("mdi2d-dots-vertical", "fg"));
        more.setAccessibleText(texts.get("more"));
        Ui.explain(more, texts.get("more"));
        more.setMinWidth(USE_PREF_SIZE);
        HBox verbs = Ui.row(8, checkpoint, pause, rest, change, stop, more);
        getChildren().addAll(state, wish, step, progress, percentGroup, updatesGroup,
                textGroup, speedGroup, leftGroup, Ui.space(), verbs);
        widthProperty().addListener((observable, before, now) -> setRoomy(now.doubleValue() >= ROOMY));
    }

    /** Puts something else that can be done into the menu at the end. */
    void offer(String name, Runnable action) {
        MenuItem item = new MenuItem(name);
        item.setOnAction(event -> action.run());
        more.getItems().add(item);
    }

    private static HBox group(Label figure, String unit) {
        return Ui.row(4, figure, Ui.text(unit, "c12", "muted"));
    }

    private void setRoomy(boolean now) {
        roomy = now;
        setSpacing(roomy ? 16 : 12);
        if (shown != null) {
            BarFacts facts = shown;
            shown = null;
            show(facts, Double.NaN, wish.getText());
        }
    }

    /**
     * @param pending what was asked for and has not happened yet, in a word; empty if nothing
     */
    void show(BarFacts facts, double secondsLeft, String pending) {
        state.setState(facts.state());
        step.setText(facts.step());
        Ui.show(step, roomy && !facts.step().isEmpty());
        progress.setProgress(facts.share());
        if (progress.getStyleClass().contains("idle") == facts.state().isActive()) {
            if (facts.state().isActive()) {
                progress.getStyleClass().remove("idle");
            } else {
                progress.getStyleClass().add("idle");
            }
        }
        Ui.show(percentGroup, true);
        percent.setText(Format.percent(facts.share(), 0));
        updates.setText(facts.updates());
        Ui.show(updatesGroup, facts.state() != RunState.CONVERTING);
        text.setText(facts.text());
        textUnit.setText(facts.textUnit());
        Ui.show(textGroup, roomy || facts.state() == RunState.CONVERTING);
        speed.setText(facts.speed().figure());
        speedUnit.setText(facts.speed().unit());
        Ui.show(speedGroup, !facts.speed().unit().isEmpty());
        left.setText(facts.left());
        if (!Double.isNaN(secondsLeft)) {
            leftWords.setText(ends(secondsLeft));
        }
        Ui.show(leftGroup, !facts.left().isEmpty());
        wish.setText(pending);
        Ui.show(wish, !pending.isEmpty());
        verbs(facts);
        shown = facts;
        for (Node spare : new Node[] {speedGroup, step, textGroup, percentGroup}) {
            if (computeMinWidth(-1) > getWidth() && getWidth() > 0) {
                Ui.show(spare, false);
            }
        }
    }

    /** Whether a pause keeps memory that can be freed; the button for it takes the place of that for checkpoints, which a pause has. */
    void offerRest(boolean offered) {
        Ui.show(rest, offered);
        if (offered) {
            Ui.show(checkpoint, false);
        }
    }

    private String ends(double secondsLeft) {
        if (!roomy || secondsLeft > LONG_SPAN_SECONDS) {
            return texts.get("left.long");
        }
        return texts.get("left", Format.clock(Instant.now().plusSeconds(Math.round(secondsLeft)).atZone(ZoneId.systemDefault())));
    }

    private void verbs(BarFacts facts) {
        boolean resume = facts.canResume();
        pause.setText(texts.get(resume ? "resume" : "pause"));
        if (shown == null || shown.canResume() != resume) {
            pause.setGraphic(Ui.icon(resume ? "mdi2p-play" : "mdi2p-pause", "fg"));
        }
        checkpoint.setDisable(!facts.canCheckpoint());
        pause.setDisable(!facts.canPause() && !resume);
        stop.setDisable(!facts.canStop());
        boolean ended = facts.state().isEnded();
        Ui.show(checkpoint, !ended);
        Ui.show(stop, !ended);
        Ui.show(pause, !facts.isOver());
        Ui.show(change, facts.canChange());
    }
}
