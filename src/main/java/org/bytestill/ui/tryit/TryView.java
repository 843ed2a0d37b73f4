package org.bytestill.ui.tryit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.bytestill.bytes.ByteBlend;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.common.Screen;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** The Try it tab: a prompt, how it is answered, the answers, and what was expected at a token or byte of them. */
public final class TryView implements Screen {
    private static final double PROMPT_HEIGHT = 72;
    private static final double FIGURE = 68;
    private static final double WORDS = 160;
    private static final double STOPS = 96;
    private static final double KIND = 124;
    private static final double WEIGHT = 88;

    private final Texts texts = Texts.of("tryit");
    private final TryViewModel model;
    private final TextArea prompt = Ui.id(new TextArea(), "tryit-prompt");
    private final ComboBox<String> teachers = Ui.id(new ComboBox<>(), "tryit-teacher");
    private final Button answer = Ui.id(Ui.button(texts.get("ask"), "mdi2p-play", this::ask, "accent"), "tryit-ask");
    private final Button stop = Ui.id(Ui.button(texts.get("stop"), "mdi2s-stop", this::stop), "tryit-stop");
    private final Button anew = Ui.id(Ui.button(texts.get("anew"), "mdi2r-restart", this::beginAnew), "tryit-anew");
    private final Label problem = Ui.id(Ui.wrap("", "c12", "danger"), "tryit-problem");
    private final List<AnswerPane<?>> answers = new ArrayList<>();
    private final ComboBox<Optional<ByteBlend.Kind>> kinds = Ui.id(new ComboBox<>(), "tryit-together");
    private final Map<Field, VBox> fields = new EnumMap<>(Field.class);
    private final VBox togetherChoice;
    private final Region togetherExpects;
    private final VBox root;

    public TryView(TryViewModel model) {
        this.model = model;
        for (Side side : Side.values()) {
            answers.add(new TokensPane(model, side));
        }
        answers.add(new BytesPane(model));
        togetherExpects = new CandidatesPane(model, Voice.TOGETHER);
        togetherChoice = named("together", kinds);
        prompt.textProperty().bindBidirectional(model.promptProperty());
        prompt.setPromptText(texts.get("prompt"));
        prompt.setAccessibleText(texts.get("prompt"));
        prompt.setWrapText(true);
        prompt.addEventFilter(KeyEvent.KEY_PRESSED, this::answerByKey);
        problem.textProperty().bind(model.problemProperty());
        teachers.valueProperty().addListener((observable, before, now) -> model.teacherProperty().set(now == null ? "" : now));
        offerTogether();
        HBox columns = Ui.ofEqualWidth(12, answers.toArray(Region[]::new));
        HBox expected = Ui.ofEqualWidth(12, new CandidatesPane(model, Voice.TEACHER), new CandidatesPane(model, Voice.STUDENT),
                togetherExpects);
        root = Ui.id(Ui.pad(Ui.column(12, top(), Ui.size(new VBox(Ui.grow(prompt)), 0, PROMPT_HEIGHT), fields(), problem,
                Ui.grow(columns), expected), 16, 16, 16, 16), "tryit");
        Ui.whenAny(this::describe, model.promptProperty(), model.chatProperty(), model.checkpointProperty(), model.teacherProperty(),
                model.together().kindProperty());
        Ui.whenAny(this::update, model.busyProperty(), model.problemProperty(), model.chatProperty(), model.teacherProperty(),
                model.together().kindProperty());
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

    private void offerTogether() {
        kinds.getItems().add(Optional.empty());
        Stream.of(ByteBlend.Kind.values()).map(Optional::of).forEach(kinds.getItems()::add);
        kinds.setConverter(new StringConverter<>() {
            @Override
            public String toString(Optional<ByteBlend.Kind> kind) {
                return kind == null ? "" : texts.get("together." + kind.map(ByteBlend.Kind::word).orElse("off"));
            }

            @Override
            public Optional<ByteBlend.Kind> fromString(String words) {
                throw new UnsupportedOperationException("nobody types a choice");
            }
        });
        kinds.setValue(Optional.empty());
        kinds.valueProperty().addListener((observable, before, now) -> model.together().kindProperty().set(now.orElse(null)));
        Ui.explain(kinds, texts.get("help.together"));
        Ui.style(Ui.size(kinds, KIND, 28), "among-fields");
        Ui.whenAny(() -> kinds.setValue(Optional.ofNullable(model.together().kindProperty().get())), model.together().kindProperty());
    }

    private FlowPane fields() {
        FlowPane all = new FlowPane(12, 8);
        for (Field field : Field.values()) {
            TextField typed = Ui.size(Ui.id(new TextField(), "tryit-" + field.key()), width(field), 0);
            typed.textProperty().bindBidirectional(model.settings().property(field));
            typed.textProperty().addListener(change -> describe());
            Ui.explain(typed, texts.get("help." + field.key()));
            VBox named = named(field.key(), typed);
            fields.put(field, named);
            if (field == Field.WEIGHT) {
                all.getChildren().add(togetherChoice);
            }
            all.getChildren().add(named);
        }
        return all;
    }

    private static double width(Field field) {
        return field == Field.STOPS ? STOPS : field == Field.WEIGHT ? WEIGHT : FIGURE;
    }

    private VBox named(String key, Region field) {
        Label name = Ui.text(texts.get("field." + key), "c11", "muted");
        name.setLabelFor(field);
        return Ui.column(2, name, field);
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
        boolean together = model.writesTogether();
        Ui.show(togetherChoice, model.has(Side.TEACHER));
        fields.forEach((field, named) -> Ui.show(named, together || !field.isOfTogether()));
        Ui.show(answers.get(Voice.TOGETHER.ordinal()), together);
        Ui.show(togetherExpects, together);
    }

    private void describe() {
        answers.forEach(AnswerPane::describe);
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
        update();
        describe();
    }

    @Override
    public void hide() {
        model.leave();
    }
}
