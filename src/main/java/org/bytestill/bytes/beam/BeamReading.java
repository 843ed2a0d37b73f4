package org.bytestill.bytes.beam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.Context;
import org.bytestill.bytes.PrefixMass;
import org.bytestill.bytes.ReadingWindow;
import org.bytestill.bytes.RowTable;
import org.bytestill.bytes.TokenChains;
import org.bytestill.bytes.TokenModel;
import org.bytestill.text.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Beam search over one window with speculative look-ahead: advances while the next-token distributions it needs are available,
 * then lists the contexts to evaluate.
 *
 * <p>The text is known in advance, so the distributions need not be requested byte by byte (method.md 1.4): the canonical
 * tokens are evaluated first, and where a distribution is missing, the look-ahead runs the beam further to find what it will
 * need next. During look-ahead, a missing distribution is approximated by that of another tokenization of the same bytes, if
 * there is one, because a model's prediction depends more on the bytes than on their tokenization. The look-ahead decides only
 * what is evaluated sooner; it changes no number.
 */
final class BeamReading implements AutoCloseable {
    /** Most bytes of look-ahead: if a token is healed further on, the requests made past that byte are wasted. */
    private static final int FARTHEST = 512;
    /**
     * Most contexts requested at once, approximately: each makes the attention mask of the new contexts grow by the length of
     * the text.
     */
    private static final int MOST_PENDING = 1024;
    /**
     * Largest speculation depth ({@link Context#speculationDepth}): a larger one means fewer batches and more evaluations in
     * vain. Measured on 16 texts of prose, counting every context as improbable: a depth of 1, 2, 4 and 8 takes 37, 26, 17 and
     * 11 batches and 0.66, 0.67, 0.67 and 0.69 evaluations a byte; no limit takes 6 batches and 0.80 evaluations.
     */
    private static final int MOST_SPECULATION = 6;
    /**
     * Depth limit of the first look-ahead: none below contexts that are not evaluated, because only canonical contexts are
     * known then, too little to speculate on.
     */
    private static final int NO_SPECULATION = -1;
    /** A completed token with less than this share of the beam's mass is improbable and adds to the speculation depth. */
    private static final double PROBABLE_SHARE = 0.25;

    private final BeamParameters parameters;
    private final Vocabulary vocabulary;
    private final ReadingWindow window;
    private final RowTable rows;
    private final TokenModel.Contexts tree;
    private final boolean looksAhead;
    private final Context start;
    private final TokenChains chains;
    private final List<Context> pending = new ArrayList<>();
    /** At each offset the distribution of the first context evaluated there: the canonical context where one ends. */
    private final @Nullable PrefixMass[] known;
    private int contexts;
    private List<Candidate> beam;
    private BeamStep.Dropped dropped = BeamStep.Dropped.NOTHING;
    private boolean healed;
    private int position;
    private boolean began;

    /** @param looksAhead false requests one context after the other, each only when the beam needs it */
    BeamReading(BeamParameters parameters, TokenModel model, ReadingWindow window, RowTable rows, boolean looksAhead) {
        this.parameters = parameters;
        this.vocabulary = model.tokenizer().vocabulary();
        this.window = window;
        this.rows = rows;
        this.looksAhead = looksAhead;
        this.tree = model.newContexts();
        this.start = afterPrompt(window.prompt());
        this.chains = new TokenChains(window, vocabulary);
        this.known = new PrefixMass[window.text().length + 1];
        this.beam = List.of(new Candidate(start, 0));
        if (looksAhead) {
            canonicalUpTo(window.text().length - 1);
        }
    }

    /** The context of the prompt, with those of its beginnings requested. */
    private Context afterPrompt(int[] prompt) {
        Context context = Context.start(prompt[0]);
        pending.add(context);
        for (contexts = 1; contexts < prompt.length; contexts++) {
            context = context.addChild(contexts, prompt[contexts], 0);
            pending.add(context);
        }
        return context;
    }

    /** Contexts that must be evaluated before {@link #advance} can continue, parents before children. */
    List<Context> pending() {
        return pending;
    }

    /** False for a beginning of the prompt, whose distribution says nothing of the text. */
    boolean wants(Context context) {
        return context.length() >= start.length();
    }

    TokenModel.Contexts tree() {
        return tree;
    }

    ReadingWindow window() {
        return window;
    }

    boolean isDone() {
        return position == window.text().length;
    }

    /** The beam before the last byte of the window, of which there is no step; once the window is read. */
    List<Candidate> lastBeam() {
        return beam;
    }

    /** What was dropped on the way to {@link #lastBeam}. */
    BeamStep.Dropped lastDropped() {
        return dropped;
    }

    /** Whether {@link #lastBeam} comes from token healing. */
    boolean lastIsHealed() {
        return healed;
    }

    /** The context before the text: that of the prompt. */
    Context start() {
        return start;
    }

    /** Number of next-byte distributions of the document written so far. */
    int rowsDone() {
        return Math.max(0, position - window.rowsFrom());
    }

    int rowsTotal() {
        return window.text().length - window.rowsFrom();
    }

    /** Advances the beam until a distribution is missing or the window ends. All pending contexts have been evaluated. */
    void advance() {
        for (Context context : pending) {
            if (wants(context)) {
                known[context.offset()] = known[context.offset()] == null ? context.mass() : known[context.offset()];
            }
        }
        pending.clear();
        while (!isDone() && stepExactly()) {
            position++;
        }
        if (!isDone() && looksAhead) {
            lookAhead(began ? MOST_SPECULATION : NO_SPECULATION);
            began = true;
        }
    }

    /** Advances by one byte; false if it needs distributions that are not there. */
    private boolean stepExactly() {
        boolean last = position == window.text().length - 1;
        if (beam.isEmpty()) {
            if (position >= window.rowsFrom()) {
                rows.set(window.start() + position, uniform(), new RowTable.Provenance(0, 0, 0, 0, 0, true));
            }
            return last || restart();
        }
        BeamStep step = new BeamStep(parameters, beam, position, !last);
        List<Extension> missing = new ArrayList<>();
        if (step.addMissing(missing)) {
            missing.forEach(this::request);
            return false;
        }
        if (position >= window.rowsFrom()) {
            step.writeRow(rows, window.start() + position, dropped, healed);
            if (rows.paths().isKept()) {
                rows.paths().set(window.start() + position, step.paths(dropped, chains));
            }
        }
        return last || advanceBeam(step);
    }

    private boolean advanceBeam(BeamStep step) {
        List<Candidate> next = step.consume();
        if (!next.isEmpty()) {
            setBeam(next, step.dropped(), false);
            return true;
        }
        TokenHealer.Outcome outcome = new TokenHealer(parameters, position, Extension::isEvaluated).heal(step.kept());
        if (outcome.missing() != null) {
            request(outcome.missing());
            return false;
        }
        if (outcome.candidate() != null) {
            setBeam(List.of(outcome.candidate()), step.dropped(), true);
            return true;
        }
        return restart();
    }

    private void setBeam(List<Candidate> next, BeamStep.Dropped lost, boolean byHealing) {
        beam = next;
        dropped = lost;
        healed = byHealing;
    }

    /**
     * Restarts the beam on the canonical path where healing fails (the model gives every path probability 0). If that is
     * impossible too, the beam stays empty, the distribution is uniform, and the next position tries again; the end of a
     * canonical token always succeeds.
     */
    private boolean restart() {
        Context context = canonicalUpTo(position + 1);
        if (!context.isEvaluated()) {
            return false;
        }
        Candidate candidate = new Candidate(context, 0);
        setBeam(candidate.mass(position + 1) > 0 ? List.of(candidate) : List.of(), BeamStep.Dropped.NOTHING, true);
        return true;
    }

    static double[] uniform() {
        double[] distribution = new double[ByteDistribution.OUTCOMES];
        Arrays.fill(distribution, 1.0 / distribution.length);
        return distribution;
    }

    /**
     * @param mostSpeculation largest speculation depth of a requested context; negative requests nothing below contexts without
     *                        evaluation
     */
    private void lookAhead(int mostSpeculation) {
        List<Candidate> ahead = beam;
        int end = Math.min(window.text().length - 1, position + FARTHEST);
        for (int at = position; at < end && !ahead.isEmpty() && pending.size() < MOST_PENDING; at++) {
            BeamStep step = new BeamStep(parameters, ahead, at, true);
            List<Extension> missing = new ArrayList<>();
            step.addMissing(missing);
            missing.forEach(extension -> requestAhead(extension, step, mostSpeculation));
            ahead = step.consume();
            if (ahead.isEmpty()) {
                ahead = healedAhead(step.kept(), at);
            }
        }
    }

    /** The beam after healing, as far as the available distributions and their approximations allow; else empty. */
    private List<Candidate> healedAhead(List<Candidate> kept, int at) {
        TokenHealer healer = new TokenHealer(parameters, at, Extension::hasRow);
        TokenHealer.Outcome outcome = healer.heal(kept);
        while (outcome.missing() != null) {
            request(outcome.missing());
            if (!outcome.missing().hasRow()) {
                return List.of();
            }
            outcome = healer.heal(kept);
        }
        return outcome.candidate() == null ? List.of() : List.of(outcome.candidate());
    }

    private void request(Extension extension) {
        if (extension.context() == null) {
            Context context = add(extension.parent(), extension.token());
            context.approximateBy(known[context.offset()]);
        }
    }

    private void requestAhead(Extension extension, BeamStep step, int mostSpeculation) {
        Context parent = extension.parent();
        int depth = parent.isEvaluated() ? 0 : parent.speculationDepth() + (step.share(extension.logWeight()) < PROBABLE_SHARE ? 1 : 0);
        if (parent.isEvaluated() || depth <= mostSpeculation) {
            request(extension);
            extension.context().setSpeculationDepth(depth);
        }
    }

    private Context add(Context parent, int token) {
        Context child = parent.addChild(contexts++, token, vocabulary.bytesOf(token).length);
        pending.add(child);
        return child;
    }

    /** The longest canonical context that ends at or before the offset; requests those on the way that are not there yet. */
    private Context canonicalUpTo(int offset) {
        Context context = start;
        for (int token : window.tokens()) {
            if (context.offset() + vocabulary.bytesOf(token).length > offset || !parameters.fits(context)) {
                break;
            }
            Context child = context.child(token);
            context = child != null ? child : add(context, token);
        }
        return context;
    }

    @Override
    public void close() {
        tree.close();
    }
}
