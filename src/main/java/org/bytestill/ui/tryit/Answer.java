package org.bytestill.ui.tryit;

import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bytestill.engine.job.Beginning;
import org.bytestill.engine.job.Candidate;
import org.bytestill.engine.job.GenerateReport;
import org.bytestill.engine.job.GenerateRequest;
import org.bytestill.engine.job.Speaker;
import org.bytestill.engine.job.SpokenToken;
import org.bytestill.generation.Generated;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Latest;
import org.bytestill.util.Texts;

/** The answer of one model: its tokens as they come, how it ended or failed, and what the model expects at a chosen token. */
final class Answer {
    /** What becomes of it. */
    enum State {
        NONE, OPENING, WRITING, ENDED, FAILED;

        boolean isBusy() {
            return this == OPENING || this == WRITING;
        }
    }

    private static final int CANDIDATES = 6;

    private final Texts texts = Texts.of("tryit");
    private final Speaker speaker;
    private final Latest answers;
    private final Latest expectations;
    private final ObservableList<SpokenToken> tokens = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(this, "state", State.NONE);
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");
    private final ReadOnlyObjectWrapper<List<Candidate>> candidates = new ReadOnlyObjectWrapper<>(this, "candidates", List.of());
    private final ReadOnlyStringWrapper candidatesNote = new ReadOnlyStringWrapper(this, "candidatesNote", "");
    private volatile boolean stopped;
    private GenerateRequest asked;

    /** @param window runs what changes properties */
    Answer(Speaker speaker, Executor window) {
        this.speaker = speaker;
        answers = new Latest(window);
        expectations = new Latest(window);
    }

    ObservableList<SpokenToken> tokens() {
        return tokens;
    }

    /** All of it that can be shown. */
    String text() {
        return tokens.stream().map(SpokenToken::text).collect(Collectors.joining());
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** How it ended, what went wrong, or what is waited for. */
    ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Candidate>> candidatesProperty() {
        return candidates.getReadOnlyProperty();
    }

    /** Why there are no candidates; empty if there are. */
    ReadOnlyStringProperty candidatesNoteProperty() {
        return candidatesNote.getReadOnlyProperty();
    }

    void ask(GenerateRequest request) {
        clear();
        asked = request;
        stopped = false;
        state.set(State.OPENING);
        note.set(texts.get("opening"));
        Latest.Question question = answers.ask();
        Queue<SpokenToken> heard = new ConcurrentLinkedQueue<>();
        question.await(question.by(speaker.speak(request, token -> {
            heard.add(token);
            question.report(() -> take(heard));
            return question.isWanted() && !stopped;
        })), (report, failure) -> {
            take(heard);
            ended(report, failure);
        });
    }

    private void take(Queue<SpokenToken> heard) {
        for (SpokenToken token = heard.poll(); token != null; token = heard.poll()) {
            tokens.add(token);
        }
        if (state.get() == State.OPENING && !tokens.isEmpty()) {
            state.set(State.WRITING);
            note.set(texts.get("writing"));
        }
    }

    private void ended(GenerateReport report, Throwable failure) {
        if (failure != null) {
            note.set(FailureText.of(failure));
            state.set(State.FAILED);
            return;
        }
        Generated generated = report.texts().get(0).generated();
        String reason = texts.get("ended." + generated.reason().name().toLowerCase(Locale.ROOT));
        note.set(texts.get("ended", Format.count(report.tokens()), Format.fixed(report.seconds(), 1),
                Format.fixed(report.tokens() / report.seconds(), 1), reason));
        state.set(State.ENDED);
    }

    /** Ends it at the next token; what was written stays. */
    void stop() {
        stopped = true;
    }

    /** Asks what this model expects after the beginning of an answer, to what it was asked itself. */
    void expect(Beginning beginning) {
        candidates.set(List.of());
        if (asked == null) {
            return;
        }
        candidatesNote.set(texts.get(state.get().isBusy() ? "candidates.later" : "candidates.soon"));
        Latest.Question question = expectations.ask();
        question.await(question.by(speaker.candidates(asked, beginning, CANDIDATES)), (found, failure) -> {
            candidates.set(failure == null ? found : List.of());
            candidatesNote.set(failure == null ? "" : FailureText.of(failure));
        });
    }

    /** Without an answer; one that is being written is given up. */
    void clear() {
        answers.cancel();
        asked = null;
        tokens.clear();
        note.set("");
        state.set(State.NONE);
        expectNothing();
    }

    void expectNothing() {
        expectations.cancel();
        candidates.set(List.of());
        candidatesNote.set("");
    }

    /** The model's memory is given back when it has answered. */
    void forget() {
        speaker.forget();
    }
}
