package org.bytestill.ui.wizard;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import org.bytestill.problem.Problem.Severity;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The buttons below every step: back, what is wrong as links, save, start, next. */
final class WizardFoot extends HBox {
    private final WizardViewModel model;
    private final Texts texts;
    private final Button back;
    private final Button discard;
    private final HBox links = Ui.row(8);
    private final Button start;
    private final Button next;

    WizardFoot(WizardContext context, WizardPage.Actions actions) {
        model = context.model();
        texts = context.texts();
        getStyleClass().add("wizard-foot");
        back = Ui.id(
                Ui.button(texts.get("back"), "mdi2c-chevron-left", () -> model.stepProperty().set(model.stepProperty().get().before())),
                "wizard-back");
        discard = Ui.id(Ui.button(texts.get("discard"), null, actions::discard, "flat"), "wizard-discard");
        links.setAlignment(Pos.CENTER_RIGHT);
        Button save = Ui.id(Ui.button(texts.get("save"), null, actions::save), "wizard-save");
        start = Ui.id(Ui.button(texts.get("start"), "mdi2p-play", () -> {
            // Pressed twice is once.
            if (!model.startingProperty().get()) {
                actions.start();
            }
        }), "wizard-start");
        next = Ui.id(Ui.button("", null, () -> model.stepProperty().set(model.stepProperty().get().next()), "accent"), "wizard-next");
        getChildren().addAll(back, discard, Ui.space(), links, save, start, next);
        for (Button button : new Button[] {back, discard, save, start, next}) {
            button.setMinWidth(USE_PREF_SIZE);
        }
        model.startingProperty().addListener((observable, before, now) -> start.setText(texts.get(now ? "starting" : "start")));
        model.stepProperty().addListener((observable, before, now) -> show());
        model.revisionProperty().addListener((observable, before, now) -> show());
        model.checkingProperty().addListener((observable, before, now) -> show());
        show();
    }

    private void show() {
        Step step = model.stepProperty().get();
        boolean last = step == Step.REVIEW;
        Ui.show(back, step != Step.PURPOSE);
        back.setText(texts.get("back.to", texts.get("step." + step.before().id())));
        Ui.show(discard, model.isTouched());
        Ui.show(next, !last);
        next.setText(texts.get("next", texts.get("step." + step.next().id())));
        start.getStyleClass().removeAll("accent");
        start.setGraphic(Ui.icon("mdi2p-play", last ? "on" : "fg"));
        if (last) {
            start.getStyleClass().add("accent");
        }
        links.getChildren().clear();
        if (model.checkingProperty().get()) {
            links.getChildren().add(Ui.id(Ui.text(texts.get("checking"), "c12", "muted"), "wizard-checking"));
        }
        addLink(Severity.ERROR, "problems");
        addLink(Severity.WARNING, "warnings");
    }

    private void addLink(Severity severity, String key) {
        int count = model.revealedProblems(severity).size();
        if (count > 0) {
            links.getChildren().addAll(Ui.icon(ProblemLine.icon(severity), ProblemLine.style(severity)),
                    Ui.id(Ui.link(texts.get(key, count), () -> model.stepProperty().set(Step.REVIEW), "c12"), "wizard-" + key));
        }
    }
}
