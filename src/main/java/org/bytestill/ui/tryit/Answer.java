package org.bytestill.ui.tryit;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ObservableList;
import org.bytestill.engine.job.Beginning;
import org.bytestill.engine.job.Candidate;
import org.bytestill.engine.job.GenerateReport;
import org.bytestill.engine.job.GenerateRequest;
import org.bytestill.engine.job.Speaker;
import org.bytestill.engine.job.SpokenToken;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Latest;
import org.bytestill.util.Texts;

/** The answer of one model: its tokens as they come, and what the model expects at a chosen token. */
final class Answer {
    private static final int CANDIDATES = 6;

    private final Texts texts = Texts.of("tryit");
    private final Speaker speaker;
    private final Writing<SpokenToken> writing;
    private final Latest expectations;
    private final ReadOnlyObjectWrapper<List<Candidate>> candidates = new ReadOnlyObjectWrapper<>(this, "candidates", List.of());
    private final ReadOnlyStringWrapper candidatesNote = new ReadOnlyStringWrapper(this, "candidatesNote", "");
    private GenerateRequest asked;

    /** @param window runs what changes properties */
    Answer(Speaker speaker, Executor window) {
        this.speaker = speaker;
        writing = new Writing<>(window);
        expectations = new Latest(window);
    }

    Writing<SpokenToken> writing() {
        return writing;
    }

    ObservableList<SpokenToken> tokens() {
        return writing.pieces();
    }

    /** All of it that can be shown. */
    String text() {
        return tokens().stream().map(SpokenToken::text).collect(Collectors.joining());
    }

    ReadOnlyObjectProperty<Writing.State> stateProperty() {
        return writing.stateProperty();
    }

    ReadOnlyStringProperty noteProperty() {
        return writing.noteProperty();
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
        writing.begin(texts.get("opening"), listener -> speaker.speak(request, listener::test), this::ended);
    }

    private String ended(GenerateReport report) {
        return texts.get("ended", Format.count(report.tokens()), Format.fixed(report.seconds(), 1),
                Format.fixed(report.tokens() / report.seconds(), 1), Pieces.ended(report.texts().get(0).generated().reason()));
    }

    /** Asks what this model expects after the beginning of an answer, to what it was asked itself. */
    void expect(Beginning beginning) {
        candidates.set(List.of());
        if (asked == null) {
            return;
        }
        candidatesNote.set(texts.get(stateProperty().get().isBusy() ? "candidates.later" : "candidates.soon"));
        Latest.Question question = expectations.ask();
        question.await(question.by(speaker.candidates(asked, beginning, CANDIDATES)), (found, failure) -> {
            candidates.set(failure == null ? found : List.of());
            candidatesNote.set(failure == null ? "" : FailureText.of(failure));
        });
    }

    /** Without an answer; one that is being written is given up. */
    void clear() {
        writing.clear();
        asked = null;
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
