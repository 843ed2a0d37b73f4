package org.bytestill.ui.inspector.state;

import java.util.Objects;
import java.util.Optional;
import org.bytestill.engine.inspect.InspectionRequest;
import org.bytestill.engine.reading.InspectedModel;
import org.bytestill.ui.inspector.state.InspectorViewModel.Move;
import org.bytestill.ui.inspector.state.InspectorViewModel.Phase;
import org.jspecify.annotations.Nullable;

/**
 * All of what is looked at, however long: any byte of it can be gone to, and where that is not analysed yet it is analysed with the
 * text around it. Places count from the beginning of the whole text. Without controls; used on the window's thread.
 */
public final class WholeText {
    private final InspectorViewModel model;
    private KnownKl known;
    private LongText knownOf;
    private InspectedModel knownTeacher;
    private InspectedModel knownStudent;
    private KnownKl reachedIn;
    private int reached;

    public WholeText(InspectorViewModel model) {
        this.model = model;
        model.analysisProperty().addListener((observable, before, now) -> remember(now));
    }

    private void remember(Analysis analysis) {
        if (analysis != null && analysis.piece() != null) {
            knownFor(analysis.piece().of(), model.request()).add(analysis.inspection().comparison(), analysis.start(), 0);
        }
    }

    /** What is known of a long text with the models of a question; begun anew with other models or another text. */
    KnownKl knownFor(LongText text, InspectionRequest request) {
        if (known == null || knownOf != text || !Objects.equals(knownTeacher, request.teacher())
                || !Objects.equals(knownStudent, request.student())) {
            known = new KnownKl(text.bytes().length);
            knownOf = text;
            knownTeacher = request.teacher();
            knownStudent = request.student();
        }
        return known;
    }

    /** What is known of the text that the analysis is a piece of; null if it is whole. */
    public @Nullable KnownKl knownOf(Analysis analysis) {
        return analysis.piece() != null && analysis.piece().of() == knownOf ? known : null;
    }

    /** The bytes, as they are in the text box or, of a long text, in all of it. */
    public byte[] bytes() {
        LongText.Piece piece = model.pieceProperty().get();
        return piece == null ? model.textProperty().get() : piece.of().bytes();
    }

    /** Place of the cursor. */
    public int place() {
        Analysis analysis = model.analysisProperty().get();
        return analysis == null ? 0 : analysis.place(model.cursorProperty().get());
    }

    /** Puts the cursor there, at once or as soon as the byte is analysed. */
    public void goTo(int wanted) {
        LongText.Piece piece = model.pieceProperty().get();
        Analysis shown = model.analysisProperty().get();
        if (piece == null) {
            model.moveTo(wanted - (shown == null ? 0 : shown.start()));
            return;
        }
        int place = Math.max(0, Math.min(piece.of().bytes().length - 1, wanted));
        if (shown != null && shown.isPartOf(piece.of()) && shown.holds(place)) {
            model.moveTo(place - shown.start());
            return;
        }
        boolean isAsked = piece.holds(place) && model.statusProperty().get().phase() == Phase.WORKING;
        if (!isAsked) {
            LongText.Piece around = piece.holds(place) ? piece : piece.of().around(place);
            model.look(around);
            model.inspect();
        }
        model.moveWhenThere(place - model.pieceProperty().get().start());
    }

    /** Moves the cursor; where it already stands at the edge of a piece, on into the next one. */
    public void step(Move move, boolean forward) {
        int before = model.cursorProperty().get();
        model.move(move);
        Analysis analysis = model.analysisProperty().get();
        if (analysis != null && analysis.piece() != null && before == model.cursorProperty().get()) {
            int beyond = forward ? analysis.start() + analysis.length() : analysis.start() - 1;
            if (beyond >= 0 && beyond < analysis.wholeLength()) {
                goTo(beyond);
            }
        }
    }

    /**
     * A place in the order of KL.
     *
     * @param number 1 for the largest KL
     * @param of     how many bytes are analysed
     */
    public record Rank(int number, int of) {}

    /**
     * To the byte with the largest KL among all that are analysed, and from there one further in that order with each call, or back;
     * wherever the cursor was put in between. Another analysis begins anew. Empty if nothing is analysed.
     */
    public Optional<Rank> byKl(boolean next) {
        KnownKl all = ordered();
        if (all == null || all.worst() < 0) {
            return Optional.empty();
        }
        reached = reachedIn == all ? all.byKl(reached, next) : all.worst();
        reachedIn = all;
        goTo(reached);
        return Optional.of(new Rank(all.rank(reached), all.countKnown()));
    }

    /** All bytes that are analysed, of all pieces; null before the first analysis. */
    private @Nullable KnownKl ordered() {
        Analysis analysis = model.analysisProperty().get();
        return analysis == null ? null : analysis.piece() == null ? analysis.kl() : knownOf(analysis);
    }

    /** To the next or previous byte where the models find different bytes most probable, among all that are analysed. */
    public void toDisagreement(boolean forward) {
        KnownKl all = ordered();
        if (all != null) {
            goTo(all.toDisagreement(place(), forward));
        }
    }

    /** To the next place after the cursor where these bytes stand, round at the end; false if they stand nowhere. */
    public boolean find(byte[] wanted) {
        int found = LongText.find(bytes(), wanted, place() + 1);
        if (found >= 0) {
            goTo(found);
        }
        return found >= 0;
    }
}
