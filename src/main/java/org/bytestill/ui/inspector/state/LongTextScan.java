package org.bytestill.ui.inspector.state;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.inspect.InspectionRequest;
import org.bytestill.engine.inspect.Inspector;
import org.bytestill.problem.Failure;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.inspector.state.InspectorViewModel.Phase;

/**
 * Analyses a long text part by part while nothing else is asked, so that KL is known everywhere: then the strip of the whole text is
 * filled and the next worst byte is that of all of it. What is looked at stays as it is. Without controls; on the window's thread.
 */
public final class LongTextScan {
    private final InspectorViewModel model;
    private final WholeText whole;
    private final ConverterErrorModel error;
    private final Inspector inspector;
    private final Executor ui;
    private final BooleanProperty wished = new SimpleBooleanProperty(this, "wished", false);
    private final ReadOnlyIntegerWrapper known = new ReadOnlyIntegerWrapper(this, "known", 0);
    private CompletableFuture<Inspection> asked;

    /** {@code ui} runs on the window's thread. */
    public LongTextScan(InspectorViewModel model, WholeText whole, ConverterErrorModel error, Inspector inspector, Executor ui) {
        this.model = model;
        this.whole = whole;
        this.error = error;
        this.inspector = inspector;
        this.ui = ui;
        model.statusProperty().addListener((observable, before, now) -> goOn());
        error.stateProperty().addListener((observable, before, now) -> goOn());
        model.pieceProperty().addListener((observable, before, now) -> {
            if (before != null && now != null && before.of() != now.of()) {
                wished.set(false);
            }
        });
        wished.addListener((observable, before, now) -> {
            if (now) {
                goOn();
            } else if (asked != null) {
                asked.cancel(false);
            }
        });
    }

    /** Whether the whole text is analysed; false again when it is. */
    public BooleanProperty wishedProperty() {
        return wished;
    }

    /** Bytes of the text whose KL is known. */
    public ReadOnlyIntegerProperty knownProperty() {
        return known.getReadOnlyProperty();
    }

    /** The next part, unless something else is worked on: that comes first, and ends what was asked here. */
    private void goOn() {
        LongText.Piece piece = model.pieceProperty().get();
        boolean isBusy = model.statusProperty().get().phase() == Phase.WORKING
                || error.stateProperty().get().phase() == ConverterErrorModel.Phase.WORKING;
        if (!wished.get() || asked != null || isBusy) {
            return;
        }
        if (piece == null || !model.canInspect()) {
            wished.set(false);
            return;
        }
        InspectionRequest models = model.question();
        KnownKl kl = whole.knownFor(piece.of(), models);
        int unknown = kl.firstUnknown(0);
        known.set(kl.countKnown());
        if (unknown == piece.of().bytes().length) {
            wished.set(false);
            return;
        }
        LongText.Piece part = piece.of().around(unknown);
        asked = inspector.inspect(new InspectionRequest(part.bytes(), models.teacher(), models.student()), (done, total) -> true);
        asked.whenComplete((found, failure) -> ui.execute(() -> answered(part, unknown, models, found, failure)));
    }

    private void answered(LongText.Piece part, int unknown, InspectionRequest models, Inspection found, Throwable failure) {
        asked = null;
        if (found != null) {
            KnownKl kl = whole.knownFor(part.of(), models);
            kl.add(found.comparison(), part.start(), unknown - part.start());
            known.set(kl.countKnown());
        } else if (!Failure.isCancellation(failure)) {
            wished.set(false);
            model.say(FailureText.of(failure));
        }
        goOn();
    }
}
