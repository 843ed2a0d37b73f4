package org.bytestill.ui.runs;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.stage.Window;
import org.bytestill.engine.run.RunSummary;

/** Does with runs of the list what somebody at the window wants: asks where something must be asked, shows what came of it. */
final class WindowVerbs implements RunVerbs {
    private final RunsViewModel model;
    private final RunsActions actions;
    private final Node place;
    private final Consumer<List<RunSummary>> compare;

    /**
     * @param place   in the window over which questions open
     * @param compare shows runs beside each other
     */
    WindowVerbs(RunsViewModel model, RunsActions actions, Node place, Consumer<List<RunSummary>> compare) {
        this.compare = compare;
        this.model = model;
        this.actions = actions;
        this.place = place;
    }

    private Window window() {
        return place.getScene().getWindow();
    }

    @Override
    public void open(RunSummary run) {
        if (run.broken().isEmpty()) {
            actions.dashboard(run.folder());
        } else {
            actions.showFolder(run.folder());
        }
    }

    @Override
    public void resume(RunSummary run) {
        model.resume(run.folder(), actions::show);
    }

    @Override
    public void compare(List<RunSummary> runs) {
        compare.accept(runs);
    }

    @Override
    public void rename(RunSummary run) {
        RunDialogs.rename(window(), run.name(),
                (name, answer) -> model.shelf().rename(run, name, () -> answer.accept(""), answer));
    }

    @Override
    public void tag(RunSummary run) {
        RunDialogs.tag(window(), run.name(), run.tags(), words -> model.shelf().tag(run, words));
    }

    @Override
    public void copy(RunSummary run) {
        actions.newRun(model.shelf().copy(run));
    }

    @Override
    public void repeat(RunSummary run) {
        model.shelf().repeat(run, actions::show,
                repetition -> RunDialogs.repeat(window(), repetition, () -> model.shelf().start(repetition, actions::show)));
    }

    @Override
    public void goOn(RunSummary run) {
        model.shelf().goOn(run, actions::newRun);
    }

    @Override
    public void showFolder(RunSummary run) {
        actions.showFolder(run.folder());
    }

    @Override
    public void delete(List<RunSummary> runs) {
        model.shelf().delete(runs);
    }
}
