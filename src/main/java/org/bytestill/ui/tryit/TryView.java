package org.bytestill.ui.tryit;

import java.util.EnumMap;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.common.Screen;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** The Try it tab: a prompt, how it is answered, both answers, and what both models expected at a token of them. */
public final class TryView implements Screen {
    private static final double PROMPT_HEIGHT = 72;
    private static final double FIGURE = 72;
    private static final double WORDS = 160;

    private final Texts texts = Texts.of("tryit");
    private final TryViewModel model;
    private final TextArea prompt = Ui.id(new TextArea(), "tryit-prompt");
    private final ComboBox<String> teachers = Ui.id(new ComboBox<>(), "tryit-teacher");
    private final Button answer = Ui.id(Ui.button(texts.get("ask"), "mdi2p-play", this::ask, "accent"), "tryit-ask");
    private final Button stop = Ui.id(Ui.button(texts.get("stop"), "mdi2s-stop", this::stop), "tryit-stop");
    private final Button anew = Ui.id(Ui.button(texts.get("anew"), "mdi2r-restart", this::beginAnew), "tryit-anew");
    private final Label problem = Ui.id(Ui.wrap("", "c12", "danger"), "tryit-problem");
    private final Map<Side, AnswerPane> answers = new EnumMap<>(Side.class);
    private final VBox root;

    public TryView(TryViewModel model) {
        this.model = model;
        for (Side side : Side.values()) {
            answers.put(side, new AnswerPane(model, side));
        }
        prompt.textProperty().bindBidirectional(model.promptProperty());
        prompt.setPromptText(texts.get("prompt"));
        prompt.setAccessibleText(texts.get("prompt"));
        prompt.setWrapText(true);
        prompt.addEventFilter(KeyEvent.KEY_PRESSED, this::answerByKey);
        problem.textProperty().bind(model.problemProperty());
        teachers.valueProperty().addListener((observable, before, now) -> model.teacherProperty().set(now == null ? "" : now));
        HBox halves = Ui.halves(12, answers.get(Side.TEACHER), answers.get(Side.STUDENT));
        HBox expected = Ui.halves(12, new CandidatesPane(model, Side.TEACHER), new CandidatesPane(model, Side.STUDENT));
        root = Ui.id(
                Ui.pad(Ui.column(12, top(), Ui.size(new VBox(Ui.grow(prompt)), 0, PROMPT_HEIGHT), fields(), problem, Ui.grow(halves),
                        expected), 16, 16, 16,
                        16),
                "tryit");
        Ui.whenAny(this::describe, model.promptProperty(), model.chatProperty(), model.checkpointProperty(), model.teacherProperty());
        Ui.whenAny(this::update, model.busyProperty(), model.problemProperty(), model.chatProperty());
        Ui.whenAny(this::describe, model.busyProperty());
        update();
    }

    private HBox top() {
        SegmentedButton kinds = Ui.id(Ui.segments(0, texts.get("text"), texts.get("chat")), "tryit-kind");
        kinds.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> model.chatProperty()
                .set(now != null && now.getUserData().equals(1)));
        SegmentedButton checkpoints = Ui.id(Ui.segments(0, texts.get("best"), texts.get("last"), texts.get("first")), "tryit-checkpoint");
        checkpoints.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> model.checkpointProperty()
                .set(TryViewModel.CHECKPOINTS.get(now == null ? 0 : (int) now.getUserData())));
        teachers.setAccessibleText(texts.get("teachers"));
        teachers.setMaxWidth(WORDS);
        return Ui.row(16, Ui.text(texts.get("title"), "semi", "c20"), kinds, Ui.text(texts.get("student"), "c12", "muted"), checkpoints,
                teachers, Ui.space(), anew, stop, answer);
    }

    private FlowPane fields() {
        FlowPane all = new FlowPane(12, 8);
        for (Field field : Field.values()) {
            TextField typed = Ui.size(Ui.id(new TextField(), "tryit-" + field.key()), field == Field.STOPS ? WORDS : FIGURE, 0);
            typed.textProperty().bindBidirectional(model.settings().property(field));
            typed.textProperty().addListener(change -> describe());
            typed.setTooltip(Ui.tooltip(texts.get("help." + field.key())));
            Label name = Ui.text(texts.get("field." + field.key()), "c11", "muted");
            name.setLabelFor(typed);
            all.getChildren().add(Ui.column(2, name, typed));
        }
        return all;
    }

    private void answerByKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
            ask();
            event.consume();
        }
    }

    private void ask() {
        model.ask();
    }

    private void stop() {
        model.stop();
    }

    private void beginAnew() {
        model.beginAnew();
        prompt.requestFocus();
    }

    private void update() {
        stop.setDisable(!model.busyProperty().get());
        answer.setDisable(model.busyProperty().get());
        Ui.show(problem, !model.problemProperty().get().isEmpty());
        Ui.show(anew, model.chatProperty().get());
        anew.setDisable(model.busyProperty().get());
        prompt.setPromptText(texts.get(model.chatProperty().get() ? "prompt.chat" : "prompt"));
    }

    private void describe() {
        answers.values().forEach(AnswerPane::describe);
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Run run) {
        model.show(run);
        String chosen = model.teacherProperty().get();
        teachers.getItems().setAll(model.teachers());
        teachers.setValue(chosen.isEmpty() ? null : chosen);
        Ui.show(teachers, model.teachers().size() > 1);
        describe();
    }

    @Override
    public void hide() {
        model.leave();
    }
}
