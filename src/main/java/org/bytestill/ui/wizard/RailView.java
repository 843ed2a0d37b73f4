package org.bytestill.ui.wizard;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.Problem.Severity;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.wizard.WizardViewModel.StepState;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;
import org.kordamp.ikonli.javafx.FontIcon;

/** The list of steps at the left: status icon, summary and link of each. */
final class RailView extends VBox {
    private final WizardViewModel model;
    private final Texts texts;
    private final ToLongFunction<Step> hidden;
    private final Label hiddenLine = Ui.wrap("", "c11", "muted");
    private final Map<Step, HBox> marks = new EnumMap<>(Step.class);
    private final Map<Step, Label> lines = new EnumMap<>(Step.class);
    private final Map<Step, Button> buttons = new EnumMap<>(Step.class);

    /** @param hidden how many rows of a step Simple leaves out */
    RailView(WizardContext context, ToLongFunction<Step> hidden, WizardPage.Actions actions) {
        model = context.model();
        texts = context.texts();
        this.hidden = hidden;
        getStyleClass().add("wizard-rail");
        for (Step step : Step.values()) {
            getChildren().add(button(step));
        }
        Button load = Ui.id(Ui.button(texts.get("import"), "mdi2f-file-import-outline", actions::importConfig, "flat"), "import");
        Button leave = Ui.id(Ui.button(texts.get("leave"), "mdi2c-close", actions::leave, "flat"), "wizard-leave");
        Ui.explain(leave, texts.get("leave.about"));
        getChildren().addAll(Ui.space(), detail(), Ui.pad(Ui.column(0, load, leave), 8, 8, 0, 8));
        model.stepProperty().addListener((observable, before, now) -> show());
        model.revisionProperty().addListener((observable, before, now) -> show());
        show();
    }

    private Button button(Step step) {
        String name = texts.get("step." + step.id());
        HBox mark = Ui.size(Ui.row(0), 16, 16);
        Label line = Ui.value("", "c11", "muted");
        VBox words = new VBox(Ui.text(step.number() + "  " + name, "med"), line);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button button = Ui.id(Ui.style(new Button(), "rail-step"), "step-" + step.id());
        button.setGraphic(Ui.row(12, mark, words));
        button.setOnAction(event -> model.stepProperty().set(step));
        marks.put(step, mark);
        lines.put(step, line);
        buttons.put(step, button);
        return button;
    }

    private VBox detail() {
        SegmentedButton detail = Ui.id(Ui.segments(0, texts.get("detail.essentials"), texts.get("detail.all")), "detail");
        detail.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> {
            if (now != null) {
                model.essentialsOnlyProperty().set((int) ((ToggleButton) now).getUserData() == 0);
            }
        });
        model.essentialsOnlyProperty().addListener((observable, before, now) -> detail.getButtons().get(now ? 0 : 1).setSelected(true));
        return Ui.pad(Ui.column(8, Ui.text(texts.get("detail"), "c11", "muted"), detail,
                hiddenLine), 0, 16, 0, 16);
    }

    private void show() {
        hiddenLine.setText(texts.get("detail.hidden", hidden.applyAsLong(model.stepProperty().get())));
        for (Step step : Step.values()) {
            buttons.get(step).getStyleClass().remove("now");
            if (step == model.stepProperty().get()) {
                buttons.get(step).getStyleClass().add("now");
            }
            StepState state = model.state(step);
            marks.get(step).getChildren().setAll(icon(state));
            Label line = lines.get(step);
            String words = line(step, state);
            line.setText(words);
            Ui.show(line, !words.isEmpty());
            line.getStyleClass().removeAll("muted", "danger", "warn");
            line.getStyleClass().add(state == StepState.ERROR ? "danger" : "muted");
            buttons.get(step).setAccessibleText(texts.get("step." + step.id()) + ", "
                    + texts.get("state." + state.name().toLowerCase(Locale.ROOT)));
        }
    }

    private static FontIcon icon(StepState state) {
        return switch (state) {
            case UNSEEN -> Ui.icon("mdi2c-circle-outline", "faint");
            case FINE -> Ui.icon("mdi2c-check-circle", "accent");
            case WARNING -> Ui.icon("mdi2a-alert-outline", "warn");
            case ERROR -> Ui.icon("mdi2a-alert-octagon-outline", "danger");
        };
    }

    private String line(Step step, StepState state) {
        if (state == StepState.ERROR) {
            return texts.get("summary.problems", model.problemCount(step, Severity.ERROR));
        }
        if (state == StepState.WARNING) {
            return texts.get("summary.warnings", model.problemCount(step, Severity.WARNING));
        }
        RunConfig config = model.config();
        return switch (step) {
            case PURPOSE -> config.name();
            case MODELS -> models(config);
            case TEXT -> model.findingsProperty().get().estimate().map(e -> texts.get("summary.text", Format.size(e.trainBytes())))
                    .orElse(config.text().train().isEmpty() ? texts.get("summary.text.missing") : "");
            case METHOD, SAFETY -> changes(step);
            case REVIEW -> "";
        };
    }

    private String models(RunConfig config) {
        String student = ConfigDraft.fileName(config.student());
        String teacher = ConfigDraft.fileName(config.teacher());
        if (student.isEmpty() || Objectives.usesTeacher(config) && teacher.isEmpty()) {
            return texts.get("summary.models.missing");
        }
        return Objectives.usesTeacher(config) ? texts.get("summary.models", teacher, student) : texts.get("summary.models.sft", student);
    }

    private String changes(Step step) {
        long different = model.differences().stream().filter(key -> Step.of(key) == step).count();
        return different == 0 ? texts.get("summary.defaults") : texts.get("summary.changed", different);
    }
}
