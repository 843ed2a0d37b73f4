package org.bytestill.ui.tryit;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.Latest;
import org.bytestill.util.Texts;

/**
 * An answer while it is written: its pieces as they come from another thread, and how it ended or failed.
 *
 * @param <P> a piece: a token, or a byte
 */
final class Writing<P> {
    /** What becomes of it. */
    enum State {
        NONE, OPENING, WRITING, ENDED, FAILED;

        boolean isBusy() {
            return this == OPENING || this == WRITING;
        }
    }

    private final Texts texts = Texts.of("tryit");
    private final Latest answers;
    private final ObservableList<P> pieces = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(this, "state", State.NONE);
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");
    private volatile boolean stopped;

    /** @param window runs what changes properties */
    Writing(Executor window) {
        answers = new Latest(window);
    }

    ObservableList<P> pieces() {
        return pieces;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** How it ended, what went wrong, or what is waited for. */
    ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /**
     * @param opening what is said until the first piece has come
     * @param speak   begins to write; is given what takes the pieces and says whether to go on
     * @param ended   how a text that is whole has ended, as a sentence
     */
    <R> void begin(String opening, Function<Predicate<P>, CompletableFuture<R>> speak, Function<R, String> ended) {
        clear();
        stopped = false;
        state.set(State.OPENING);
        note.set(opening);
        Latest.Question question = answers.ask();
        Queue<P> heard = new ConcurrentLinkedQueue<>();
        question.await(question.by(speak.apply(piece -> {
            heard.add(piece);
            question.report(() -> take(heard));
            return question.isWanted() && !stopped;
        })), (report, failure) -> {
            take(heard);
            note.set(failure == null ? ended.apply(report) : FailureText.of(failure));
            state.set(failure == null ? State.ENDED : State.FAILED);
        });
    }

    private void take(Queue<P> heard) {
        for (P piece = heard.poll(); piece != null; piece = heard.poll()) {
            pieces.add(piece);
        }
        if (state.get() == State.OPENING && !pieces.isEmpty()) {
            state.set(State.WRITING);
            note.set(texts.get("writing"));
        }
    }

    /** Ends it at the next piece; what was written stays. */
    void stop() {
        stopped = true;
    }

    /** Without an answer; one that is being written is given up. */
    void clear() {
        answers.cancel();
        pieces.clear();
        note.set("");
        state.set(State.NONE);
    }
}
