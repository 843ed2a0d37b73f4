package org.bytestill.ui.wizard;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.preview.TokenizersReport;
import org.bytestill.engine.preview.TokenizersRequest;
import org.bytestill.problem.Failure;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Latest;
import org.bytestill.util.Texts;

/**
 * What the tokenizers of the chosen models do to the chosen text: begun in the background once all is chosen and looked at, and anew when it
 * changes. Used on the window's thread.
 */
public final class TokenizersModel {
    /** How a comparison stands. */
    public enum State { MISSING, WAITING, RUNNING, CANCELLED, FAILED, DONE }

    private final Engine engine;
    private final Latest asking;
    private final Texts texts = Texts.of("wizard");
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(this, "state", State.MISSING);
    private final ReadOnlyStringWrapper line = new ReadOnlyStringWrapper(this, "line", "");
    private final ReadOnlyObjectWrapper<TokenizersReport> report = new ReadOnlyObjectWrapper<>(this, "report");
    private List<Object> compared = List.of();
    private TokenizersRequest request;

    TokenizersModel(Engine engine, Executor ui) {
        this.engine = engine;
        this.asking = new Latest(ui);
    }

    /**
     * Looks at what is chosen now.
     *
     * @param isFine whether models and text can be read
     * @param isSeen whether somebody looks: else nothing is begun
     */
    void look(RunConfig config, Path base, boolean isFine, boolean isSeen) {
        List<Object> chosen = List.of(config.teacher(), config.student(), config.newTokenizer(), config.text(), config.chat(),
                config.byteHead(), config.objective(), base);
        if (!chosen.equals(compared)) {
            compared = chosen;
            asking.cancel();
            report.set(null);
            request = new TokenizersRequest(config, base, TokenizersRequest.BYTES);
            state.set(State.MISSING);
        }
        boolean isComplete = !config.teacher().isBlank() && !config.student().isBlank() && !config.text().train().isEmpty() && isFine;
        if (state.get() == State.MISSING || state.get() == State.WAITING) {
            state.set(isComplete ? State.WAITING : State.MISSING);
            if (isComplete && isSeen) {
                start();
            }
        }
    }

    /** Begins it, anew if it was cancelled or has failed. */
    void start() {
        Latest.Question question = asking.ask();
        state.set(State.RUNNING);
        line.set(texts.get("tokenizers.begins"));
        question.await(question.by(engine.tokenizers(request, (done, total) -> {
            question.report(() -> line.set(texts.get("tokenizers.at", Format.size(done), Format.size(total))));
            return question.isWanted();
        })), this::ended);
    }

    private void ended(TokenizersReport found, Throwable failure) {
        if (failure != null) {
            line.set(CheckResults.failure(Failure.causeOf(failure)).message());
            state.set(State.FAILED);
        } else {
            report.set(found);
            line.set("");
            state.set(State.DONE);
        }
    }

    /** Ends it until it is wanted again. */
    void cancel() {
        if (state.get() == State.RUNNING) {
            asking.cancel();
            line.set("");
            state.set(State.CANCELLED);
        }
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** How far it is, or why it failed. */
    public ReadOnlyStringProperty lineProperty() {
        return line.getReadOnlyProperty();
    }

    /** What was found; null before that. */
    public ReadOnlyObjectProperty<TokenizersReport> reportProperty() {
        return report.getReadOnlyProperty();
    }
}
