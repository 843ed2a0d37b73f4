package org.bytestill.ui.wizard;

import java.util.EnumMap;
import java.util.Map;
import javafx.application.Platform;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Ui;

/** The page of the window on which a run is set up: the rail of steps, the step's form, the estimate, and the buttons below. */
final class WizardPage extends BorderPane {
    private static final double NARROW = 1200;
    private static final double RAIL = 232;
    private static final double NARROW_RAIL = 176;
    private static final double ESTIMATE = 360;
    private static final double NARROW_ESTIMATE = 248;

    /** What is done beyond the page. */
    interface Actions {
        void importConfig();

        void save();

        void start();

        /** Leaves the page; the draft stays. */
        void leave();

        /** Asks, then forgets the draft and leaves. */
        void discard();
    }

    private final WizardContext context;
    private final Map<Step, StepForm> forms = new EnumMap<>(Step.class);
    private final StackPane center = new StackPane();
    private final VBox right;
    private final RailView rail;

    WizardPage(WizardContext context, Actions actions) {
        this.context = context;
        setId("wizard");
        getStyleClass().add("wizard");
        rail = new RailView(context, step -> form(step).advancedRows(), actions);
        DryRunPane dryRun = new DryRunPane(context);
        ScrollPane estimate = new ScrollPane(new EstimatePane(context, dryRun.findings()));
        estimate.setFitToWidth(true);
        estimate.setFitToHeight(true);
        estimate.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        // In this order the keyboard goes from part to part.
        setLeft(rail);
        setCenter(center);
        VBox.setVgrow(estimate, Priority.ALWAYS);
        right = new VBox(estimate, dryRun);
        setRight(right);
        setBottom(new WizardFoot(context, actions));
        setMinSize(0, 0);
        widthProperty().addListener((observable, before, now) -> fit(now.doubleValue()));
        fit(NARROW);
        context.model().stepProperty().addListener((observable, before, now) -> show(now));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                actions.leave();
            }
        });
        show(context.model().stepProperty().get());
    }

    private void fit(double width) {
        boolean narrow = width < NARROW;
        Ui.size(rail, narrow ? NARROW_RAIL : RAIL, 0);
        Ui.size(right, narrow ? NARROW_ESTIMATE : ESTIMATE, 0);
    }

    private StepForm form(Step step) {
        StepForm form = forms.get(step);
        if (form == null) {
            form = new StepForm(step, context);
            forms.put(step, form);
        }
        return form;
    }

    private void show(Step step) {
        center.getChildren().setAll(form(step).node());
        Platform.runLater(this::focusFirst);
    }

    /** Puts the keyboard into the first field of the step, unless it is in the form. */
    void focusFirst() {
        StepForm form = form(context.model().stepProperty().get());
        if (getScene() != null && !form.holdsFocus() && !form.focusFirst()) {
            lookup("#wizard-start").requestFocus();
        }
    }

    /** Brings a field to the front, by its key. */
    void goTo(String key) {
        Step step = Step.of(key);
        context.model().stepProperty().set(step);
        form(step).focus(key);
    }
}
