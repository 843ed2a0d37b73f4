package org.bytestill.ui.tasks;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.Observable;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Poller;
import org.bytestill.ui.common.Screen;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The Tasks tab: left what is asked, right what came of it, below the one button that asks. */
public final class TasksView implements Screen {
    private static final double NARROW = 1200;
    private static final Duration COUNT_EVERY = Duration.millis(250);
    private static final Duration LOOK_EVERY = Duration.seconds(3);

    private final Texts texts = Texts.of("tasks");
    private final TasksViewModel model;
    private final VBox node = Ui.id(new VBox(), "tasks");
    private final Label summary = Ui.id(Ui.value("", "med"), "tasks-summary");
    private final Label problem = Ui.id(Ui.wrap("", "c12", "danger"), "tasks-problem");
    private final Button ask = Ui.id(Ui.button(texts.get("ask"), "mdi2p-play", this::start, "accent"), "tasks-ask");
    private final Button cancel = Ui.id(Ui.button(texts.get("cancel"), null, this::stop), "tasks-cancel");
    private final Poller counter;
    private final Poller looker;

    /** @param inspecting opens a document in the inspector */
    public TasksView(TasksViewModel model, Theme theme, FilePicker files, Inspecting inspecting) {
        this.model = model;
        AskPane left = new AskPane(model, files);
        ResultsPane right = new ResultsPane(model, theme, files, inspecting);
        HBox body = Ui.pad(new HBox(8, left, Ui.grow(right)), 8, 16, 8, 16);
        right.setMinWidth(1);
        node.widthProperty().addListener((observable, before, now) -> fit(now.doubleValue() < NARROW, body, left));
        fit(false, body, left);
        summary.setMinWidth(120);
        problem.setMaxWidth(560);
        node.getChildren().addAll(Ui.grow(body), Ui.style(Ui.row(12, summary, problem, Ui.space(), cancel, ask), "foot"));
        node.setOnDragOver(this::dragged);
        node.setOnDragDropped(this::dropped);
        counter = new Poller(node, COUNT_EVERY, this::count);
        looker = new Poller(node, LOOK_EVERY, model::refresh);
        for (Observable part : model.ask().parts()) {
            part.addListener(change -> update());
        }
        Ui.whenAny(this::update, model.runningProperty(), model.problemProperty());
        problem.textProperty().bind(model.problemProperty());
    }

    private static void fit(boolean narrow, HBox body, Region left) {
        Ui.pad(body, 8, narrow ? 8 : 16, 8, narrow ? 8 : 16);
        Ui.size(left, narrow ? 296 : 368, 0);
    }

    private void dragged(DragEvent event) {
        if (!tasks(event).isEmpty()) {
            event.acceptTransferModes(TransferMode.LINK, TransferMode.COPY);
            event.consume();
        }
    }

    private void dropped(DragEvent event) {
        List<Path> dropped = tasks(event);
        if (!dropped.isEmpty()) {
            model.ask().add(dropped);
            event.setDropCompleted(true);
            event.consume();
        }
    }

    private static List<Path> tasks(DragEvent event) {
        return event.getDragboard().getFiles().stream().map(File::toPath).filter(AskModel::isTask).toList();
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public void show(Run run) {
        model.show(run);
        counter.start();
        looker.start();
        update();
    }

    /** An evaluation that is under way goes on. */
    @Override
    public void hide() {
        counter.stop();
        looker.stop();
    }

    private void start() {
        model.start();
    }

    private void stop() {
        model.cancel();
    }

    private void update() {
        boolean running = model.runningProperty().get();
        Ui.show(cancel, running);
        Ui.show(ask, !running);
        ask.setDisable(!model.ask().missing().isEmpty());
        Ui.show(problem, !running && !model.problemProperty().get().isEmpty());
        count();
    }

    private void count() {
        if (model.run() != null) {
            summary.setText(model.runningProperty().get() ? model.progress() : model.ask().inWords());
        }
    }
}
