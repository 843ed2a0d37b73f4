package org.bytestill.ui.tryit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bytestill.engine.Engine;
import org.bytestill.engine.job.Beginning;
import org.bytestill.engine.job.GenerateRequest;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Ui;
import org.jspecify.annotations.Nullable;

/** A prompt to the teacher and a checkpoint of a run, their answers, and the token of an answer at which both are compared. */
public final class TryViewModel {
    static final List<String> CHECKPOINTS = List.of("best", "last", "first");

    /** A token of an answer. */
    record Chosen(Side side, int token) {}

    private final Map<Side, Answer> answers = new EnumMap<>(Side.class);
    private final Settings settings = new Settings();
    private final StringProperty prompt = new SimpleStringProperty(this, "prompt", "");
    private final BooleanProperty chat = new SimpleBooleanProperty(this, "chat", false);
    private final StringProperty checkpoint = new SimpleStringProperty(this, "checkpoint", CHECKPOINTS.get(0));
    private final StringProperty teacher = new SimpleStringProperty(this, "teacher", "");
    private final Map<Side, ObservableList<String>> earlier = new EnumMap<>(Side.class);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy", false);
    private final ReadOnlyObjectWrapper<Chosen> chosen = new ReadOnlyObjectWrapper<>(this, "chosen");
    private Run run;
    /** What was said last in a chat; null if nothing was, or the text was to be continued. */
    private @Nullable String asked;

    /** @param window runs what changes properties */
    public TryViewModel(Engine engine, Executor window) {
        for (Side side : Side.values()) {
            Answer answer = new Answer(engine.speakers().get(side.ordinal()), window);
            answers.put(side, answer);
            earlier.put(side, FXCollections.observableArrayList());
            Ui.whenAny(() -> busy.set(answers.values().stream().anyMatch(each -> each.stateProperty().get().isBusy())),
                    answer.stateProperty());
        }
    }

    /** Another run begins without answers; the prompt stays. */
    void show(Run shown) {
        boolean another = run == null || !run.folder().equals(shown.folder());
        run = shown;
        if (another) {
            beginAnew();
            teacher.set(teachers().isEmpty() ? "" : teachers().get(0));
        }
    }

    /** Forgets the answers and, of a chat, what was said before. */
    void beginAnew() {
        forgetAnswers();
        earlier.values().forEach(ObservableList::clear);
        asked = null;
    }

    private void forgetAnswers() {
        chosen.set(null);
        problem.set("");
        answers.values().forEach(Answer::clear);
    }

    /** The tab is left: answers are written to their end, then the models' memory is given back. */
    void leave() {
        answers.values().forEach(Answer::forget);
    }

    Answer answer(Side side) {
        return answers.get(side);
    }

    Settings settings() {
        return settings;
    }

    StringProperty promptProperty() {
        return prompt;
    }

    /** Whether the prompt is said to the models in their chat templates. */
    BooleanProperty chatProperty() {
        return chat;
    }

    StringProperty checkpointProperty() {
        return checkpoint;
    }

    /** The teacher that answers; empty if the run has none. */
    StringProperty teacherProperty() {
        return teacher;
    }

    List<String> teachers() {
        return run.config().teachers();
    }

    /** What is wrong with the settings or the prompt; empty if nothing is. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether a model is answering. */
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** Null if none is chosen. */
    ReadOnlyObjectProperty<Chosen> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    boolean has(Side side) {
        return run != null && (side == Side.STUDENT || !teacher.get().isEmpty());
    }

    private String model(Side side) {
        return side.of(teacher.get(), run.folder().toString());
    }

    /** What the user and a model said by turns before the prompt, the user first; empty unless a chat goes on. */
    ObservableList<String> earlier(Side side) {
        return earlier.get(side);
    }

    /** Whether the next message goes on with a chat. */
    private boolean goesOn() {
        return chat.get() && asked != null;
    }

    /** What was answered last becomes part of what was said; of a model that failed to answer, nothing. */
    private void remember() {
        if (!chat.get()) {
            earlier.values().forEach(ObservableList::clear);
        } else if (goesOn()) {
            answers.forEach((side, answer) -> {
                if (answer.stateProperty().get() == Answer.State.ENDED) {
                    earlier.get(side).addAll(asked, answer.text());
                }
            });
        }
        asked = chat.get() ? prompt.get() : null;
    }

    /** Has both models answer; a chat goes on with the prompt, each with what it said itself. */
    void ask() {
        if (busy.get()) {
            return;
        }
        try {
            settings.check();
            remember();
            forgetAnswers();
            Map<Side, GenerateRequest> requests = new EnumMap<>(Side.class);
            for (Side side : Side.values()) {
                if (has(side)) {
                    requests.put(side, request(side));
                }
            }
            requests.forEach((side, request) -> answers.get(side).ask(request));
        } catch (UserError e) {
            problem.set(e.getMessage());
        }
    }

    private GenerateRequest request(Side side) {
        GenerateRequest.Prompt asked = chat.get() ? GenerateRequest.Prompt.chat(turns(side))
                : GenerateRequest.Prompt.of(prompt.get().getBytes(StandardCharsets.UTF_8));
        return new GenerateRequest(Path.of(model(side)), checkpoint.get(), List.of(asked), settings.count(Field.LENGTH),
                settings.number(Field.TEMPERATURE), settings.count(Field.TOP_K), settings.number(Field.TOP_P), settings.number(Field.MIN_P),
                settings.number(Field.PENALTY), settings.stops(), settings.seed(), "float32", run.config().hardware().device());
    }

    private List<String> turns(Side side) {
        return Stream.concat(earlier.get(side).stream(), Stream.of(prompt.get())).toList();
    }

    /** The same as a command. */
    String command(Side side) {
        return has(side) ? GenerateLine.of(model(side), side.of("", checkpoint.get()), turns(side), chat.get(), settings) : "";
    }

    /** Ends both answers; what is written stays. */
    void stop() {
        answers.values().forEach(Answer::stop);
    }

    /** Asks both models what they expect in place of a token. */
    void choose(Side side, int token) {
        if (token < 0 || token >= answers.get(side).tokens().size()) {
            return;
        }
        chosen.set(new Chosen(side, token));
        answers.forEach((other, answer) -> answer.expect(new Beginning(answers.get(side).tokens().subList(0, token), other == side)));
    }
}
