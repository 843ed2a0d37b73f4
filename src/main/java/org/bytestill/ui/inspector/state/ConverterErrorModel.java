package org.bytestill.ui.inspector.state;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.bytestill.engine.inspect.ConverterError;
import org.bytestill.engine.inspect.ConverterErrorListener;
import org.bytestill.engine.inspect.ConverterErrorRequest;
import org.bytestill.engine.inspect.InspectionRequest;
import org.bytestill.engine.inspect.Inspector;
import org.bytestill.engine.reading.InspectedModel;
import org.bytestill.problem.Failure;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.Latest;
import org.bytestill.ui.inspector.state.InspectorViewModel.Seen;
import org.jspecify.annotations.Nullable;

/**
 * The converter's error at each byte: the JSD between the teacher's byte distribution and that of a wide reference beam. It costs
 * many times the analysis itself, so it is off by default; when on, it is measured for every text and every converter that is shown,
 * independent of the student. Without controls; used on the window's thread.
 */
public final class ConverterErrorModel {
    /** Why the error is there or not. */
    public enum Phase { OFF, WAITING, WORKING, HERE, IS_REFERENCE, FAILED }

    /**
     * What is known.
     *
     * @param error   of the text or of its beginning; null if nothing is known
     * @param done    bytes measured
     * @param total   bytes of the text
     * @param failure why it failed, or null
     */
    public record State(Phase phase, @Nullable ConverterError error, long done, long total, @Nullable Throwable failure) {
        static State of(Phase phase) {
            return new State(phase, null, 0, 0, null);
        }

        /** Error at a byte in bits; NaN where it is not known. */
        public double at(int offset) {
            return error == null ? Double.NaN : error.at(offset);
        }
    }

    /** An error and what it is of. */
    private record Known(byte[] text, InspectedModel teacher, ConverterError error) {
        boolean isOf(InspectionRequest request) {
            return teacher.equals(request.teacher()) && Arrays.equals(text, request.text());
        }
    }

    private final InspectorViewModel model;
    private final Inspector inspector;
    private final BooleanProperty wished = new SimpleBooleanProperty(this, "wished", false);
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(this, "state", State.of(Phase.OFF));
    private final Latest latest;
    private Known known;

    /** {@code ui} runs on the window's thread. */
    public ConverterErrorModel(InspectorViewModel model, Inspector inspector, Executor ui) {
        this.model = model;
        this.inspector = inspector;
        latest = new Latest(ui);
        model.statusProperty().addListener((observable, before, now) -> {
            if (before.phase() != now.phase()) {
                refresh();
            }
        });
        wished.addListener((observable, before, now) -> refresh());
    }

    /** Whether it is measured. */
    public BooleanProperty wishedProperty() {
        return wished;
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    private void refresh() {
        latest.cancel();
        Optional<Seen> shown = model.shown();
        InspectionRequest request = model.statusProperty().get().phase() == InspectorViewModel.Phase.WORKING ? model.request()
                : shown.map(Seen::request).orElse(null);
        if (!wished.get() || request == null || request.teacher() == null) {
            state.set(State.of(wished.get() ? Phase.WAITING : Phase.OFF));
        } else if (ConverterError.isReference(request.teacher().converter())) {
            state.set(State.of(Phase.IS_REFERENCE));
        } else if (known != null && known.isOf(request)) {
            state.set(new State(Phase.HERE, known.error(), known.text().length, known.text().length, null));
        } else if (model.statusProperty().get().phase() == InspectorViewModel.Phase.READY) {
            measure(shown.orElseThrow());
        } else {
            state.set(State.of(Phase.WAITING));
        }
    }

    /** Nothing is measured while nobody looks; taken up again with the next analysis, or when it is wished for again. */
    public void pause() {
        latest.cancel();
        if (state.get().phase() == Phase.WORKING) {
            state.set(State.of(Phase.WAITING));
        }
    }

    private void measure(Seen seen) {
        Latest.Question question = latest.ask();
        byte[] text = seen.request().text();
        state.set(new State(Phase.WORKING, null, 0, text.length, null));
        ConverterErrorRequest request = new ConverterErrorRequest(text, seen.request().teacher(), seen.analysis().inspection().teacher());
        question.await(question.by(inspector.converterError(request, new Listener(question))),
                (error, failure) -> answered(seen.request(), error, failure));
    }

    private void answered(InspectionRequest request, ConverterError error, Throwable failure) {
        if (error != null) {
            known = new Known(request.text(), request.teacher(), error);
            state.set(new State(Phase.HERE, error, error.length(), error.length(), null));
        } else {
            boolean stopped = Failure.isCancellation(failure);
            state.set(stopped ? State.of(Phase.WAITING) : new State(Phase.FAILED, null, 0, 0, Failure.causeOf(failure)));
            if (!stopped) {
                model.say(FailureText.of(failure));
            }
        }
    }

    private final class Listener implements ConverterErrorListener {
        private final Latest.Question question;

        Listener(Latest.Question question) {
            this.question = question;
        }

        @Override
        public boolean report(long done, long total) {
            question.report(() -> {
                State now = state.get();
                if (now.phase() == Phase.WORKING) {
                    state.set(new State(Phase.WORKING, now.error(), done, total, null));
                }
            });
            return true;
        }

        @Override
        public void found(ConverterError beginning) {
            question.tell(() -> {
                State now = state.get();
                if (now.phase() == Phase.WORKING) {
                    state.set(new State(Phase.WORKING, beginning, now.done(), now.total(), null));
                }
            });
        }
    }
}
