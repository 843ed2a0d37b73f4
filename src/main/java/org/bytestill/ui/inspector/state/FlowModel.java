package org.bytestill.ui.inspector.state;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.flow.MassFlow;
import org.bytestill.engine.inspect.FlowSource;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.Latest;
import org.bytestill.ui.common.Side;
import org.jspecify.annotations.Nullable;

/**
 * The mass flow at the cursor: whose it is, how it is drawn, and the token that is lit in all views. Asks for tokens when the
 * cursor moves; while they are on their way, and where a reading knows none, the bytes are there already. Without controls;
 * used on the window's thread.
 */
public final class FlowModel {
    /** The ways to draw it, in the order of their keys. */
    public enum Picture { ICICLE, SANKEY, TABLE, MAP }

    /** Why there are tokens or none. */
    public enum Tokens { NOTHING_YET, COMING, HERE, UNKNOWN, MIXED, FAILED }

    /**
     * What is there at the cursor.
     *
     * @param flow    the tokens, or null
     * @param byShare its tokens, heaviest first
     * @param failure why it failed, or null
     */
    public record State(Tokens tokens, @Nullable MassFlow flow, List<MassFlow.Token> byShare, @Nullable Throwable failure) {
        static State without(Tokens why) {
            return new State(why, null, List.of(), null);
        }

        static State of(MassFlow flow) {
            List<MassFlow.Token> byShare = flow.bytes().stream().flatMap(node -> node.tokens().stream())
                    .sorted(Comparator.comparingDouble((MassFlow.Token token) -> -token.share()).thenComparingInt(MassFlow.Token::id))
                    .toList();
            return new State(Tokens.HERE, flow, byShare, null);
        }
    }

    private final InspectorViewModel model;
    private final ObjectProperty<Side> side = new SimpleObjectProperty<>(this, "side", Side.TEACHER);
    private final ObjectProperty<Picture> picture = new SimpleObjectProperty<>(this, "picture", Picture.ICICLE);
    private final BooleanProperty byMass = new SimpleBooleanProperty(this, "byMass", false);
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(this, "state", State.without(Tokens.NOTHING_YET));
    private final ObjectProperty<HighlightedToken> lit = new SimpleObjectProperty<>(this, "lit");
    private final Latest latest;

    /** {@code ui} runs on the window's thread. */
    public FlowModel(InspectorViewModel model, Executor ui) {
        this.model = model;
        latest = new Latest(ui);
        model.analysisProperty().addListener((observable, before, now) -> {
            lit.set(null);
            ask();
        });
        model.cursorProperty().addListener((observable, before, now) -> ask());
        model.sidesProperty().addListener((observable, before, now) -> {
            if (now != Sides.BOTH) {
                side.set(now == Sides.TEACHER ? Side.TEACHER : Side.STUDENT);
            }
        });
        side.addListener((observable, before, now) -> {
            lit.set(null);
            ask();
        });
    }

    /** Whose mass is shown, the teacher's or the student's: one, also where both models are drawn. */
    public ObjectProperty<Side> sideProperty() {
        return side;
    }

    public ObjectProperty<Picture> pictureProperty() {
        return picture;
    }

    /** Bytes in the order of their mass; else in that of their values, so that stepping does not shuffle them. */
    public BooleanProperty byMassProperty() {
        return byMass;
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** The token lit in all views, or null. */
    public ObjectProperty<HighlightedToken> litProperty() {
        return lit;
    }

    /** The rows of the side that is shown; null before the first analysis. */
    public @Nullable ByteRows rows() {
        Analysis analysis = model.analysisProperty().get();
        return analysis == null ? null : side.get().of(analysis.inspection().teacher(), analysis.inspection().student());
    }

    private void ask() {
        Latest.Question question = latest.ask();
        Analysis analysis = model.analysisProperty().get();
        if (analysis == null) {
            state.set(State.without(Tokens.NOTHING_YET));
            return;
        }
        FlowSource source = side.get().of(analysis.inspection().teacherFlow(), analysis.inspection().studentFlow());
        if (!source.hasTokens()) {
            state.set(State.without(source.isMixed() ? Tokens.MIXED : Tokens.UNKNOWN));
            return;
        }
        CompletableFuture<State> answer = source.at(model.cursorProperty().get()).thenApply(State::of);
        if (answer.isDone()) {
            answered(answer);
        } else {
            state.set(State.without(Tokens.COMING));
            question.await(answer, (found, failure) -> answered(answer));
        }
    }

    private void answered(CompletableFuture<State> answer) {
        try {
            state.set(answer.join());
        } catch (CancellationException e) { // gave way to something newer, which asks again
            state.set(State.without(Tokens.COMING));
        } catch (CompletionException e) {
            boolean stopped = e.getCause() instanceof CancellationException;
            state.set(stopped ? State.without(Tokens.COMING) : new State(Tokens.FAILED, null, List.of(), e.getCause()));
            if (!stopped) {
                // The pictures have room for a few words only.
                model.say(FailureText.of(e));
            }
        }
    }

    /** Lights the next lighter token of the flow, or the next heavier one; the heaviest if none of it is lit. */
    public void lightNext(boolean lighter) {
        List<MassFlow.Token> tokens = state.get().byShare();
        if (tokens.isEmpty()) {
            return;
        }
        MassFlow flow = state.get().flow();
        int at = -1;
        for (int i = 0; lit.get() != null && i < tokens.size() && at < 0; i++) {
            at = lit.get().is(side.get(), flow, tokens.get(i)) ? i : -1;
        }
        int next = at < 0 ? 0 : Math.max(0, Math.min(tokens.size() - 1, at + (lighter ? 1 : -1)));
        lit.set(HighlightedToken.of(side.get(), flow, tokens.get(next)));
    }
}
