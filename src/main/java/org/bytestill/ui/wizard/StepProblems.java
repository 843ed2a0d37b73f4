package org.bytestill.ui.wizard;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bytestill.problem.Problem;

/**
 * What is wrong or worth knowing, and which of it is shown: what belongs to steps that have been left, and to fields that were touched. An
 * empty field that nobody has reached is no reproach.
 */
final class StepProblems {
    private final Function<String, SettingModel> setting;
    private final ObservableList<Problem> all = FXCollections.observableArrayList();
    private final ObservableList<Problem> unmodifiable = FXCollections.unmodifiableObservableList(all);
    private final Set<Step> left = EnumSet.noneOf(Step.class);

    /** @param setting the field of a key; null if there is none */
    StepProblems(Function<String, SettingModel> setting) {
        this.setting = setting;
    }

    /** A step has been left: what is wrong on it is shown from now on. */
    void leave(Step step) {
        left.add(step);
    }

    /** Nothing is held back any more. */
    void leaveAll() {
        left.addAll(EnumSet.allOf(Step.class));
    }

    void setAll(List<Problem> problems) {
        all.setAll(problems);
    }

    ObservableList<Problem> all() {
        return unmodifiable;
    }

    /** Those of a field that are shown beside it. */
    List<Problem> shown(SettingModel field) {
        boolean reveal = field.isTouched() || left.contains(Step.of(field.key()));
        return all.stream().filter(problem -> reveal && problem.field().equals(field.key())).toList();
    }

    /** Those that are shown, of a severity. */
    List<Problem> revealed(Problem.Severity severity) {
        return all.stream().filter(problem -> problem.severity() == severity && isRevealed(problem)).toList();
    }

    private boolean isRevealed(Problem problem) {
        SettingModel field = setting.apply(problem.field());
        return left.contains(Step.of(problem.field())) || field != null && field.isTouched();
    }

    /** How many of a step are shown. */
    long count(Step of, Problem.Severity severity) {
        return revealed(severity).stream().filter(problem -> Step.of(problem.field()) == of).count();
    }

    WizardViewModel.StepState state(Step of) {
        if (count(of, Problem.Severity.ERROR) > 0) {
            return WizardViewModel.StepState.ERROR;
        }
        boolean ready = of != Step.REVIEW || revealed(Problem.Severity.ERROR).isEmpty();
        if (!left.contains(of) || !ready) {
            return WizardViewModel.StepState.UNSEEN;
        }
        return count(of, Problem.Severity.WARNING) > 0 ? WizardViewModel.StepState.WARNING : WizardViewModel.StepState.FINE;
    }
}
