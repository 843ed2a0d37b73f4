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

/**
 * The beam over one window: goes on as far as rows are there, then says which contexts it wants.
 *
 * <p>The text is known in advance, so rows need not be asked for byte by byte (method.md 1.4): the canonical
 * tokens are evaluated first, and where the beam stops for want of a row it looks ahead to see what it will want next. On the
 * way, a row that is not there is taken for that of another context of the same bytes, if there is one: what a model expects depends
 * more on the bytes than on how they were cut. Looking ahead decides only which rows are there sooner; it changes no number.
 */
final class BeamReading implements AutoCloseable {
    /** Bytes to look ahead at most: where the beam is mended far ahead, all that was asked for behind it is in vain. */
    private static final int FARTHEST = 512;
    /** Contexts to ask for at once at most, give or take a few: with each, the mask of the new contexts grows by the length of the text. */
    private static final int MOST_PENDING = 1024;
    /**
     * Doubtful contexts that are asked for in a row: with more, fewer batches and more rows in vain. Measured on 16 texts of prose, counting
     * each as doubtful: with 1, 2, 4 and 8, 37, 26, 17 and 11 batches, rows a byte 0.66, 0.67, 0.67 and 0.69; without a limit 6 and 0.80.
     */
    private static final int MOST_DOUBTS = 6;
    /** At the beginning only canonical rows are known: too little to ask below what is not evaluated. */
    private static final int NO_DOUBTS = -1;
    /** An ended token of less than this share of the beam is doubtful. */
    private static final double SURE_SHARE = 0.25;

    private final BeamParameters rules;
    private final Vocabulary vocabulary;
    private final ReadingWindow window;
    private final RowTable rows;
    private final TokenModel.Contexts tree;
    private final boolean looksAhead;
    private final Context start;
    private final TokenChains chains;
    private final List<Context> pending = new ArrayList<>();
    /** At each offset the row of the first context evaluated there, the canonical one where one ends. */
    private final PrefixMass[] known;
    private int contexts;
    private List<Candidate> beam;
    private BeamStep.Dropped dropped = BeamStep.Dropped.NOTHING;
    private boolean healed;
    private int position;
    private boolean began;

    /** @param looksAhead false reads strictly one wanted context after the other */
    BeamReading(BeamParameters rules, TokenModel model, ReadingWindow window, RowTable rows, boolean looksAhead) {
        this.rules = rules;
        this.vocabulary = model.tokenizer().vocabulary();
        this.window = window;
        this.rows = rows;
        this.looksAhead = looksAhead;
        this.tree = model.newContexts();
        this.start = Context.start(vocabulary.beginOfSequence());
        this.chains = new TokenChains(window, vocabulary);
        this.known = new PrefixMass[window.text().length + 1];
        this.contexts = 1;
        pending.add(start);
        this.beam = List.of(new Candidate(start, 0));
        if (looksAhead) {
            canonicalUpTo(window.text().length - 1);
        }
    }

    /** Contexts to be evaluated before {@link #advance} can go on, parents before children. */
    List<Context> pending() {
        return pending;
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

    /** Rows of the document made so far. */
    int rowsDone() {
        return Math.max(0, position - window.rowsFrom());
    }

    int rowsTotal() {
        return window.text().length - window.rowsFrom();
    }

    /** Reads on until a row is missing or the window ends. All that was pending has been evaluated. */
    void advance() {
        for (Context context : pending) {
            known[context.offset()] = known[context.offset()] == null ? context.mass() : known[context.offset()];
        }
        pending.clear();
        while (!isDone() && stepExactly()) {
            position++;
        }
        if (!isDone() && looksAhead) {
            lookAhead(began ? MOST_DOUBTS : NO_DOUBTS);
            began = true;
        }
    }

    /** One position; false if it needs rows that are not there. */
    private boolean stepExactly() {
        boolean last = position == window.text().length - 1;
        if (beam.isEmpty()) {
            if (position >= window.rowsFrom()) {
                rows.set(window.start() + position, uniform(), new RowTable.Provenance(0, 0, 0, 0, 0, true));
            }
            return last || restart();
        }
        BeamStep step = new BeamStep(rules, beam, position, !last);
        List<Extension> missing = new ArrayList<>();
        if (step.addMissing(missing)) {
            missing.forEach(this::want);
            return false;
        }
        if (position >= window.rowsFrom()) {
            step.writeRow(rows, window.start() + position, dropped, healed);
            if (rows.paths().isKept()) {
                rows.paths().set(window.start() + position, step.paths(dropped, chains));
            }
        }
        return last || take(step);
    }

    private boolean take(BeamStep step) {
        List<Candidate> next = step.consume();
        if (!next.isEmpty()) {
            become(next, step.dropped(), false);
            return true;
        }
        TokenHealer.Outcome outcome = new TokenHealer(rules, position, Extension::isEvaluated).heal(step.kept());
        if (outcome.missing() != null) {
            want(outcome.missing());
            return false;
        }
        if (outcome.candidate() != null) {
            become(List.of(outcome.candidate()), step.dropped(), true);
            return true;
        }
        return restart();
    }

    private void become(List<Candidate> next, BeamStep.Dropped lost, boolean mended) {
        beam = next;
        dropped = lost;
        healed = mended;
    }

    /**
     * Where nothing could be mended (the model gives every path probability 0), the beam begins again on the canonical path.
     * If that is impossible too, the beam stays empty, rows are uniform, and the next position tries again; the end of a
     * canonical token always can.
     */
    private boolean restart() {
        Context context = canonicalUpTo(position + 1);
        if (!context.isEvaluated()) {
            return false;
        }
        Candidate candidate = new Candidate(context, 0);
        become(candidate.mass(position + 1) > 0 ? List.of(candidate) : List.of(), BeamStep.Dropped.NOTHING, true);
        return true;
    }

    private static double[] uniform() {
        double[] distribution = new double[ByteDistribution.OUTCOMES];
        Arrays.fill(distribution, 1.0 / distribution.length);
        return distribution;
    }

    /** @param mostDoubts of contexts asked for in a row below one that is not evaluated yet */
    private void lookAhead(int mostDoubts) {
        List<Candidate> ahead = beam;
        int end = Math.min(window.text().length - 1, position + FARTHEST);
        for (int at = position; at < end && !ahead.isEmpty() && pending.size() < MOST_PENDING; at++) {
            BeamStep step = new BeamStep(rules, ahead, at, true);
            List<Extension> missing = new ArrayList<>();
            step.addMissing(missing);
            missing.forEach(extension -> wantAhead(extension, step, mostDoubts));
            ahead = step.consume();
            if (ahead.isEmpty()) {
                ahead = mendedAhead(step.kept(), at);
            }
        }
    }

    /** What the beam will be mended to as far as rows, or those they are taken for, say; else nothing. */
    private List<Candidate> mendedAhead(List<Candidate> kept, int at) {
        TokenHealer healer = new TokenHealer(rules, at, Extension::hasRow);
        TokenHealer.Outcome outcome = healer.heal(kept);
        while (outcome.missing() != null) {
            want(outcome.missing());
            if (!outcome.missing().hasRow()) {
                return List.of();
            }
            outcome = healer.heal(kept);
        }
        return outcome.candidate() == null ? List.of() : List.of(outcome.candidate());
    }

    private void want(Extension extension) {
        if (extension.context() == null) {
            Context context = add(extension.parent(), extension.token());
            context.takeFor(known[context.offset()]);
        }
    }

    private void wantAhead(Extension extension, BeamStep step, int mostDoubts) {
        Context parent = extension.parent();
        int doubts = parent.isEvaluated() ? 0 : parent.doubts() + (step.share(extension.logWeight()) < SURE_SHARE ? 1 : 0);
        if (parent.isEvaluated() || doubts <= mostDoubts) {
            want(extension);
            extension.context().doubt(doubts);
        }
    }

    private Context add(Context parent, int token) {
        Context child = parent.addChild(contexts++, token, vocabulary.bytesOf(token).length);
        pending.add(child);
        return child;
    }

    /** The longest context of canonical tokens that ends at or before the offset; asked for where it is not there yet. */
    private Context canonicalUpTo(int offset) {
        Context context = start;
        for (int token : window.tokens()) {
            if (context.offset() + vocabulary.bytesOf(token).length > offset || !rules.fits(context)) {
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
