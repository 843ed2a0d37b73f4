package org.bytestill.bytes;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.text.TokenTrie;
import org.bytestill.text.Vocabulary;

/**
 * The beam over one window: goes on as far as rows are there, then says which contexts it wants.
 *
 * <p>The text is known in advance, so rows need not be asked for byte by byte (method 1, a beam in few batched rounds):
 * the canonical tokens are evaluated first, and where the beam stops for want of a row it looks ahead without that row to
 * see what it will probably want next. Looking ahead decides only which rows are there sooner; it changes no number.
 */
final class BeamReading implements AutoCloseable {
    private final BeamRules rules;
    private final Vocabulary vocabulary;
    private final ReadingWindow window;
    private final RowTable rows;
    private final TokenModel.Contexts tree;
    private final int lookAhead;
    private final Context start;
    private final TokenChains chains;
    private final SuccessorGuess successors;
    private final List<Context> pending = new ArrayList<>();
    private int contexts;
    private List<Candidate> beam;
    private BeamStep.Dropped dropped = BeamStep.Dropped.NOTHING;
    private boolean healed;
    private int position;
    private int rounds;

    /**
     * @param trie      of the model's tokens
     * @param lookAhead bytes to look ahead; 0 reads strictly one wanted context after the other
     */
    BeamReading(BeamRules rules, TokenModel model, TokenTrie trie, ReadingWindow window, RowTable rows, int lookAhead) {
        this.rules = rules;
        this.vocabulary = model.tokenizer().vocabulary();
        this.window = window;
        this.rows = rows;
        this.lookAhead = lookAhead;
        this.tree = model.newContexts();
        this.start = Context.start(vocabulary.beginOfSequence());
        this.chains = new TokenChains(window, vocabulary);
        this.successors = new SuccessorGuess(window, vocabulary, trie);
        this.contexts = 1;
        pending.add(start);
        this.beam = List.of(new Candidate(start, 0));
        if (lookAhead > 0) {
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
        pending.clear();
        while (!isDone() && stepExactly()) {
            position++;
        }
        if (!isDone() && lookAhead > 0) {
            lookAhead(rounds++ == 0 ? window.text().length : Math.min(window.text().length, position + lookAhead));
        }
    }

    /**
     * Asks for what will be wanted below pending contexts if these turn out to matter ({@link SuccessorGuess}): where paths branch
     * at every byte, one row is known to be wanted only when the one before it is there. Changes no number either.
     *
     * @param more contexts to add at most
     */
    void guess(int more) {
        int most = pending.size() + more;
        for (int i = 0; i < pending.size() && pending.size() < most; i++) {
            Context context = pending.get(i);
            int token = successors.after(context.offset());
            if (token != TokenTrie.NONE && rules.fits(context) && context.child(token) == null) {
                add(context, token);
            }
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
        Healer.Outcome outcome = new Healer(rules, position).heal(step.kept());
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
        if (context.mass() == null) {
            return false;
        }
        Candidate candidate = new Candidate(context, 0);
        become(candidate.mass(position + 1) > 0 ? List.of(candidate) : List.of(), BeamStep.Dropped.NOTHING, true);
        return true;
    }

    private static double[] uniform() {
        double[] distribution = new double[ByteDistribution.OUTCOMES];
        java.util.Arrays.fill(distribution, 1.0 / distribution.length);
        return distribution;
    }

    private void lookAhead(int end) {
        List<Candidate> ahead = beam;
        for (int at = position; at < end - 1 && !ahead.isEmpty(); at++) {
            BeamStep step = new BeamStep(rules, ahead, at, true);
            List<Extension> missing = new ArrayList<>();
            step.addMissing(missing);
            missing.forEach(this::want);
            ahead = step.consume();
            if (ahead.isEmpty()) {
                Context context = canonicalUpTo(at + 1);
                Candidate candidate = new Candidate(context, 0);
                ahead = context.mass() != null && candidate.mass(at + 1) > 0 ? List.of(candidate) : List.of();
            }
        }
    }

    private void want(Extension extension) {
        if (extension.context() == null) {
            add(extension.parent(), extension.token());
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
