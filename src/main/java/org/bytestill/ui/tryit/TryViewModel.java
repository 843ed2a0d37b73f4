package org.bytestill.ui.tryit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import javafx.collections.ObservableList;
import org.bytestill.bytes.ByteBlend;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.Engine;
import org.bytestill.engine.job.Beginning;
import org.bytestill.engine.job.GenerateBytesRequest;
import org.bytestill.engine.job.GenerateRequest;
import org.bytestill.engine.job.SpokenToken;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Ui;
import org.jspecify.annotations.Nullable;

/** A prompt to the teacher and a checkpoint of a run, their answers, and the token or byte of an answer at which they are compared. */
public final class TryViewModel {
    static final List<String> CHECKPOINTS = List.of("best", "last", "first");

    /** A token of an answer, or a byte of what both write together. */
    record Chosen(Voice voice, int at) {}

    private final Map<Side, Answer> answers = new EnumMap<>(Side.class);
    private final Together together;
    private final Settings settings = new Settings();
    private final StringProperty prompt = new SimpleStringProperty(this, "prompt", "");
    private final BooleanProperty chat = new SimpleBooleanProperty(this, "chat", false);
    private final StringProperty checkpoint = new SimpleStringProperty(this, "checkpoint", CHECKPOINTS.get(0));
    private final StringProperty teacher = new SimpleStringProperty(this, "teacher", "");
    private final Talk talk = new Talk();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy", false);
    private final ReadOnlyObjectWrapper<Chosen> chosen = new ReadOnlyObjectWrapper<>(this, "chosen");
    private Run run;

    /** @param window runs what changes properties */
    public TryViewModel(Engine engine, Executor window) {
        for (Side side : Side.values()) {
            Answer answer = new Answer(engine.speakers().get(side.ordinal()), window);
            answers.put(side, answer);
            Ui.whenAny(this::update, answer.stateProperty());
        }
        together = new Together(engine.blendSpeaker(), window);
        Ui.whenAny(this::update, together.writing().stateProperty());
        together.kindProperty().addListener((observable, before, now) -> {
            if (now == null) {
                dropTogether();
            }
        });
    }

    private void update() {
        busy.set(together.writing().stateProperty().get().isBusy()
                || answers.values().stream().anyMatch(each -> each.stateProperty().get().isBusy()));
    }

    private void dropTogether() {
        if (chosen.get() != null && chosen.get().voice() == Voice.TOGETHER) {
            chosen.set(null);
        }
        together.writing().clear();
        together.forget();
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
        talk.forget();
    }

    private void forgetAnswers() {
        chosen.set(null);
        problem.set("");
        answers.values().forEach(Answer::clear);
        together.writing().clear();
    }

    /** The tab is left: answers are written to their end, then the models' memory is given back. */
    void leave() {
        answers.values().forEach(Answer::forget);
        together.forget();
    }

    Answer answer(Side side) {
        return answers.get(side);
    }

    Together together() {
        return together;
    }

    /** Whether both write a text together, too: it is wanted, and there are two. */
    boolean writesTogether() {
        return together.kindProperty().get() != null && has(Side.TEACHER);
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

    /** What the user and one that answers said by turns before the prompt, the user first; empty unless a chat goes on. */
    ObservableList<String> earlier(Voice voice) {
        return talk.earlier(voice);
    }

    private List<String> turns(Voice voice) {
        return talk.turns(voice, prompt.get());
    }

    private @Nullable String answered(Voice voice) {
        return voice == Voice.TOGETHER ? ended(together.writing()) ? together.text() : null
                : ended(answer(side(voice)).writing()) ? answer(side(voice)).text() : null;
    }

    private static boolean ended(Writing<?> writing) {
        return writing.stateProperty().get() == Writing.State.ENDED;
    }

    private static Side side(Voice voice) {
        return Side.values()[voice.ordinal()];
    }

    /** Has both models answer, and both together if that is wanted; a chat goes on with the prompt, each with what it said itself. */
    void ask() {
        if (busy.get()) {
            return;
        }
        try {
            settings.check(writesTogether());
            Optional<ByteBlend> blend = writesTogether() ? Optional.of(blend()) : Optional.empty();
            if (chat.get()) {
                talk.goOn(prompt.get(), this::answered);
            } else {
                talk.forget();
            }
            forgetAnswers();
            Map<Side, GenerateRequest> requests = new EnumMap<>(Side.class);
            for (Side side : Side.values()) {
                if (has(side)) {
                    requests.put(side, request(side));
                }
            }
            requests.forEach((side, request) -> answers.get(side).ask(request));
            blend.ifPresent(kind -> together.ask(request(kind)));
        } catch (UserError e) {
            problem.set(e.getMessage());
        }
    }

    private GenerateRequest request(Side side) {
        return new GenerateRequest(Path.of(model(side)), checkpoint.get(), List.of(prompt(Voice.of(side))), settings.count(Field.LENGTH),
                settings.number(Field.TEMPERATURE), settings.count(Field.TOP_K), settings.number(Field.TOP_P), settings.number(Field.MIN_P),
                settings.number(Field.PENALTY), settings.stops(), settings.seed(), "float32", run.config().hardware().device());
    }

    private GenerateRequest.Prompt prompt(Voice voice) {
        return chat.get() ? GenerateRequest.Prompt.chat(turns(voice))
                : GenerateRequest.Prompt.of(prompt.get().getBytes(StandardCharsets.UTF_8));
    }

    /** The student's weight is 1. */
    private ByteBlend blend() {
        return ByteBlend.of(together.kindProperty().get(), new double[] {settings.number(Field.WEIGHT), 1}, 2);
    }

    private GenerateBytesRequest request(ByteBlend blend) {
        return new GenerateBytesRequest(Stream.of(Side.values()).map(this::model).map(Path::of).toList(), checkpoint.get(),
                List.of(prompt(Voice.TOGETHER)), blend, ConverterSettings.USUAL_BEAM, settings.count(Field.BYTES),
                settings.number(Field.TEMPERATURE), settings.count(Field.TOP_K), settings.number(Field.TOP_P),
                settings.number(Field.MIN_P), settings.number(Field.PENALTY), settings.stops(), settings.seed(), "float32",
                run.config().hardware().device());
    }

    /** The same as a command. */
    String command(Voice voice) {
        if (voice == Voice.TOGETHER) {
            return !writesTogether() ? ""
                    : GenerateLine.of(together.kindProperty().get(), model(Side.TEACHER), model(Side.STUDENT), checkpoint.get(),
                            turns(voice), chat.get(), settings);
        }
        Side side = side(voice);
        return has(side) ? GenerateLine.of(model(side), side.of("", checkpoint.get()), turns(voice), chat.get(), settings) : "";
    }

    /** Ends all answers; what is written stays. */
    void stop() {
        answers.values().forEach(answer -> answer.writing().stop());
        together.writing().stop();
    }

    /** Tokens of an answer so far; bytes of what both write together. */
    int length(Voice voice) {
        return voice == Voice.TOGETHER ? together.writing().pieces().size() : answers.get(side(voice)).tokens().size();
    }

    /** A token or byte as it is named. */
    String words(Chosen piece) {
        if (piece.voice() == Voice.TOGETHER) {
            return together.words(piece.at());
        }
        SpokenToken token = answers.get(side(piece.voice())).tokens().get(piece.at());
        return Pieces.quoted(token.name(), token.bytes());
    }

    /** Asks both models what they expect in place of a token; at a byte it is known from writing it. */
    void choose(Voice voice, int at) {
        if (at < 0 || at >= length(voice)) {
            return;
        }
        chosen.set(new Chosen(voice, at));
        answers.forEach((side, answer) -> {
            if (voice == Voice.TOGETHER) {
                answer.expectNothing();
            } else {
                answer.expect(new Beginning(answers.get(side(voice)).tokens().subList(0, at), Voice.of(side) == voice));
            }
        });
    }
}
