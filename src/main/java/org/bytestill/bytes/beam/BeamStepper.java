package org.bytestill.bytes.beam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytestill.bytes.ByteOutcomes;
import org.bytestill.bytes.ByteStepper;
import org.bytestill.bytes.Context;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.ReadingWindow;
import org.bytestill.bytes.RowEvaluation;
import org.bytestill.bytes.RowTable;
import org.bytestill.bytes.TokenModel;
import org.bytestill.text.TokenTrie;

/**
 * The beam (method.md 1.2) over a text that is being written. What is there at the beginning is read with look-ahead as {@link BeamReader}
 * reads it, its last window if it is long; from there on the beam and its contexts' keys and values are kept, and a byte costs the contexts
 * that begin with it. The distributions are those that a {@link BeamReader} computes of the text so far, as one window.
 *
 * <p>The next-token distributions of the contexts in the beam are kept whole, since it is not known which bytes they will be summed
 * along; those of contexts that have left it are given back. Where the beam has lost all paths and no token can be healed, it begins again
 * after the tokens that the text so far is cut into; a reader, which knows the text to its end, cuts there with what follows.
 */
public final class BeamStepper implements ByteStepper {
    private final BeamParameters parameters;
    private final TokenModel model;
    private final RowEvaluation evaluation;
    private final TokenModel.Contexts tree;
    private final Context start;
    /** The bytes of the window, and one that holds the place of the next. */
    private byte[] text;
    /** Contexts with a distribution that follows the text. */
    private final Set<Context> open = new HashSet<>();
    private List<Candidate> beam;
    private BeamStep.Dropped dropped;
    private boolean healed;
    private double[] distribution;

    /**
     * @param model  stays the caller's, who closes it
     * @param prompt tokens before the text, from the begin of sequence on; empty for that alone
     * @param begin  the text so far; may be empty
     */
    public static BeamStepper after(TokenModel model, ConverterSettings settings, int[] prompt, byte[] begin) {
        ByteOutcomes outcomes = ByteOutcomes.of(model, settings.specialsAsText());
        byte[] text = Arrays.copyOf(begin, begin.length + 1);
        // Any byte holds the place of the next one; this one every tokenizer can cut.
        text[begin.length] = (byte) outcomes.trie().byteOf(outcomes.trie().childrenStart(TokenTrie.ROOT));
        List<ReadingWindow> windows = ReadingWindow.of(0, new Passage(prompt, text, true), model.tokenizer(), model.contextLimit());
        return new BeamStepper(model, settings, outcomes, windows.get(windows.size() - 1));
    }

    private BeamStepper(TokenModel model, ConverterSettings settings, ByteOutcomes outcomes, ReadingWindow window) {
        this.model = model;
        this.parameters = new BeamParameters(settings, model.contextLimit());
        this.text = window.text();
        // A context whose bytes end farther back has no token that reaches the end of the text.
        int keptFrom = Math.max(0, position() - outcomes.trie().longestToken());
        this.evaluation = new RowEvaluation(model, outcomes).keepRowsFrom(keptFrom);
        RowTable rows = new RowTable(window.start() + text.length);
        BeamReading reading = new BeamReading(parameters, model, window, rows, true);
        this.tree = reading.tree();
        try {
            read(reading, keptFrom);
        } catch (RuntimeException | Error e) {
            reading.close();
            throw e;
        }
        this.start = reading.start();
        this.beam = reading.lastBeam();
        this.dropped = reading.lastDropped();
        this.healed = reading.lastIsHealed();
        this.distribution = rows.distribution(window.start() + position());
        forgetOthers();
    }

    private void read(BeamReading reading, int keptFrom) {
        while (!reading.isDone()) {
            RowEvaluation.Batch batch = new RowEvaluation.Batch();
            for (Context context : reading.pending()) {
                batch.add(tree, text, context, reading.wants(context));
                if (reading.wants(context) && context.offset() >= keptFrom) {
                    open.add(context);
                }
            }
            evaluation.evaluate(batch);
            reading.advance();
        }
    }

    /** Number of bytes of the window that are known. */
    private int position() {
        return text.length - 1;
    }

    @Override
    public double[] distribution() {
        return distribution;
    }

    @Override
    public void append(byte value) {
        int position = position();
        text = Arrays.copyOf(text, text.length + 1);
        text[position] = value;
        open.forEach(context -> context.follow(position, value));
        advance(position);
        forgetOthers();
        distribution = nextRow();
    }

    private void advance(int position) {
        if (beam.isEmpty()) {
            restart();
            return;
        }
        BeamStep step = new BeamStep(parameters, beam, position, true);
        evaluateMissing(step);
        List<Candidate> next = step.consume();
        if (!next.isEmpty()) {
            set(next, step.dropped(), false);
            return;
        }
        TokenHealer healer = new TokenHealer(parameters, position, Extension::isEvaluated);
        TokenHealer.Outcome outcome = healer.heal(step.kept());
        while (outcome.missing() != null) {
            evaluate(List.of(outcome.missing()));
            outcome = healer.heal(step.kept());
        }
        if (outcome.candidate() != null) {
            set(List.of(outcome.candidate()), step.dropped(), true);
        } else {
            restart();
        }
    }

    private void set(List<Candidate> next, BeamStep.Dropped lost, boolean byHealing) {
        beam = next;
        dropped = lost;
        healed = byHealing;
    }

    /** Begins again after the canonical tokens of the text so far; if they do not fit into the context, the beam is empty. */
    private void restart() {
        Context context = start;
        for (int token : model.tokenizer().encode(Arrays.copyOf(text, position()))) {
            if (!parameters.fits(context)) {
                break;
            }
            Extension next = new Extension(context, token, 0);
            if (next.context() == null || context.offset() + model.tokenizer().vocabulary().bytesOf(token).length == position()) {
                evaluate(List.of(next));
            }
            context = next.context();
        }
        set(context.offset() == position() ? List.of(new Candidate(context, 0)) : List.of(), BeamStep.Dropped.NOTHING, true);
    }

    private double[] nextRow() {
        if (beam.isEmpty()) {
            return BeamReading.uniform();
        }
        BeamStep step = new BeamStep(parameters, beam, position(), false);
        evaluateMissing(step);
        RowTable row = new RowTable(1);
        step.writeRow(row, 0, dropped, healed);
        return row.distribution(0);
    }

    private void evaluateMissing(BeamStep step) {
        List<Extension> missing = new ArrayList<>();
        if (step.addMissing(missing)) {
            evaluate(missing);
        }
    }

    private void evaluate(Collection<Extension> extensions) {
        RowEvaluation.Batch batch = new RowEvaluation.Batch();
        int number = tree.size();
        for (Extension extension : extensions) {
            int bytes = model.tokenizer().vocabulary().bytesOf(extension.token()).length;
            Context context = extension.parent().addChild(number++, extension.token(), bytes);
            batch.add(tree, text, context, true);
            open.add(context);
        }
        evaluation.evaluate(batch);
    }

    /** Gives back the distributions of contexts that are not in the beam and have not just begun; healing evaluates one anew if it comes back to it. */
    private void forgetOthers() {
        Set<Context> kept = new HashSet<>();
        beam.forEach(candidate -> kept.add(candidate.context()));
        open.stream().filter(context -> context.offset() == position()).forEach(kept::add);
        open.stream().filter(context -> !kept.contains(context)).forEach(Context::forget);
        open.retainAll(kept);
    }

    @Override
    public boolean isFull() {
        return !beam.isEmpty() && beam.get(0).context().length() >= model.contextLimit() - 1;
    }

    @Override
    public long modelRows() {
        return evaluation.cost().rows();
    }

    @Override
    public void close() {
        tree.close();
    }
}
