package org.bytestill.ui.inspector.state;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.inspect.InspectionListener;
import org.bytestill.engine.inspect.InspectionRequest;
import org.bytestill.engine.inspect.Inspector;
import org.bytestill.engine.reading.InspectedModel.Head;
import org.bytestill.problem.Failure;
import org.bytestill.ui.common.Latest;
import org.bytestill.ui.inspector.state.InspectorViewModel.Phase;
import org.bytestill.ui.inspector.state.InspectorViewModel.Status;
import org.jspecify.annotations.Nullable;

/**
 * Sends one inspection request at a time to the engine and publishes its status: a newer request cancels the one before. On the
 * window's thread.
 */
final class LatestRequest {
    private final Inspector inspector;
    private final Answers answers;
    private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(this, "status", Status.EMPTY);
    private final Latest latest;
    private boolean hasAnswer;

    /** Takes what was found; {@code whole} is false for the beginning of a text. */
    @FunctionalInterface
    interface Answers {
        void found(Analysis analysis, boolean whole);
    }

    /** {@code ui} runs on the window's thread. */
    LatestRequest(Inspector inspector, Executor ui, Answers answers) {
        this.inspector = inspector;
        latest = new Latest(ui);
        this.answers = answers;
    }

    ReadOnlyObjectProperty<Status> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** @param piece the piece of a longer text that the question is about, or null */
    void ask(InspectionRequest request, LongText.@Nullable Piece piece) {
        cancel();
        Latest.Question question = latest.ask();
        status.set(new Status(Phase.WORKING, 0, 0, null));
        boolean byHead = request.student().head() == Head.BYTE;
        CompletableFuture<Inspection> asked = question.by(inspector.inspect(request, new Listener(question, piece, byHead)));
        question.await(asked.thenApply(found -> Analysis.of(found, piece, byHead)), this::answered);
    }

    /** Gives up the question that is worked on; what was found before stays. */
    void cancel() {
        latest.cancel();
        if (status.get().phase() == Phase.WORKING) {
            status.set(idle());
        }
    }

    private Status idle() {
        return hasAnswer ? new Status(Phase.READY, 0, 0, null) : Status.EMPTY;
    }

    private void answered(Analysis found, Throwable failure) {
        if (found != null) {
            hasAnswer = true;
            answers.found(found, true);
            status.set(new Status(Phase.READY, found.length(), found.length(), null));
        } else if (Failure.isCancellation(failure)) {
            status.set(idle());
        } else {
            status.set(new Status(Phase.FAILED, 0, 0, failure));
        }
    }

    /** Passes on how far one question is; of reports and beginnings the newest, so that a fast reader cannot fill the window's queue. */
    private final class Listener implements InspectionListener {
        private final Latest.Question question;
        private final LongText.Piece piece;
        private final boolean byHead;
        private final AtomicReference<Analysis> beginning = new AtomicReference<>();

        Listener(Latest.Question question, LongText.Piece piece, boolean byHead) {
            this.question = question;
            this.piece = piece;
            this.byHead = byHead;
        }

        @Override
        public boolean report(long done, long total) {
            question.report(() -> {
                if (status.get().phase() == Phase.WORKING) {
                    status.set(new Status(Phase.WORKING, done, total, null));
                }
            });
            return true;
        }

        @Override
        public void found(Inspection inspection) {
            if (beginning.getAndSet(Analysis.of(inspection, piece, byHead)) == null) {
                question.tell(() -> {
                    Analysis found = beginning.getAndSet(null);
                    if (status.get().phase() == Phase.WORKING) {
                        hasAnswer = true;
                        answers.found(found, false);
                    }
                });
            }
        }
    }
}
