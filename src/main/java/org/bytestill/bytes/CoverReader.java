package org.bytestill.bytes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.bytestill.problem.Check;

/**
 * The covering of canonical prefixes (method 1): one context a byte position, the canonical tokens of the bytes before it,
 * all of them one tree that is evaluated in a single batch.
 *
 * <p>{@code S(j, b) = sum over e <= j of W(e) p(tokens that begin with x[e:j] + b | C(x[:e]))}; the end of the sequence
 * counts at e = j only. Token sequences that are not canonical are left out, and how much that is cannot be said from here:
 * compare with the beam. Longer documents are read in windows as by {@link BeamReader}. Used by one thread at a time.
 */
public final class CoverReader implements ByteReader {
    private final TokenModel model;
    private final ByteOutcomes outcomes;
    private boolean keepsPaths;
    private final RowEvaluation evaluation;

    /** @param model stays the caller's, who closes it */
    public CoverReader(TokenModel model, ConverterSettings settings) {
        this.model = model;
        this.outcomes = ByteOutcomes.of(model, settings.specialsAsText());
        this.evaluation = new RowEvaluation(model, outcomes);
    }

    @Override
    public List<ByteRows> read(List<byte[]> documents, ReadProgress progress) {
        List<RowTable> tables = new ArrayList<>();
        long total = documents.stream().mapToLong(text -> text.length).sum();
        long done = 0;
        for (int i = 0; i < documents.size(); i++) {
            Check.that(documents.get(i).length > 0, "Document %d is empty: there is nothing to read.", i);
            RowTable rows = new RowTable(documents.get(i).length, PathLog.of(documents.get(i).length, keepsPaths));
            for (ReadingWindow window : ReadingWindow.of(i, documents.get(i), model.tokenizer(), model.contextLimit())) {
                read(window, rows);
                done += window.text().length - window.rowsFrom();
                if (!progress.report(done, total)) {
                    throw new CancellationException("Reading was cancelled.");
                }
            }
            tables.add(rows);
        }
        return List.copyOf(tables);
    }

    private void read(ReadingWindow window, RowTable rows) {
        long started = System.nanoTime();
        double evaluatedBefore = evaluation.cost().seconds();
        byte[] text = window.text();
        int[] last = model.tokenizer().lastTokens(text);
        Context[] contexts = contexts(text, last);
        try (TokenModel.Contexts tree = model.newContexts()) {
            RowEvaluation.Batch batch = new RowEvaluation.Batch();
            Arrays.stream(contexts).filter(Objects::nonNull).forEach(context -> batch.add(tree, text, context));
            evaluation.evaluate(batch);
        }
        double[] logWeights = logWeights(contexts, last);
        TokenChains chains = new TokenChains(window, model.tokenizer().vocabulary());
        for (int position = window.rowsFrom(); position < text.length; position++) {
            writeRow(rows, window.start() + position, position, contexts, logWeights, chains);
        }
        evaluation.walked(System.nanoTime() - started - Math.round(1e9 * (evaluation.cost().seconds() - evaluatedBefore)));
    }

    /** The context of each position; null where the bytes before it have no canonical tokens, or too many for the model. */
    private Context[] contexts(byte[] text, int[] last) {
        Context[] contexts = new Context[text.length];
        contexts[0] = Context.start(model.tokenizer().vocabulary().beginOfSequence());
        int number = 1;
        for (int e = 1; e < contexts.length; e++) {
            Context parent = last[e] < 0 ? null : contexts[e - bytesOf(last[e])];
            if (parent != null && parent.length() < model.contextLimit()) {
                contexts[e] = parent.addChild(number++, last[e], bytesOf(last[e]));
            }
        }
        return contexts;
    }

    private int bytesOf(int token) {
        return model.tokenizer().vocabulary().bytesOf(token).length;
    }

    /** log W(e): natural log of the product of the token probabilities along the path to position e. */
    private double[] logWeights(Context[] contexts, int[] last) {
        double[] logWeights = new double[contexts.length];
        for (int e = 1; e < contexts.length; e++) {
            logWeights[e] = LogSpace.ZERO;
            if (contexts[e] != null) {
                int bytes = bytesOf(last[e]);
                logWeights[e] = logWeights[e - bytes] + Math.log(contexts[e - bytes].mass().endProbabilityOf(bytes, last[e]));
            }
        }
        return logWeights;
    }

    private void writeRow(RowTable rows, int row, int position, Context[] contexts, double[] logWeights, TokenChains chains) {
        int first = Math.max(0, position - outcomes.trie().longestToken());
        double highest = LogSpace.ZERO;
        for (int e = first; e <= position; e++) {
            boolean counts = contexts[e] != null && contexts[e].mass().goesOn(position - e);
            highest = counts ? Math.max(highest, logWeights[e]) : highest;
        }
        double[] distribution = new double[ByteDistribution.OUTCOMES];
        double residual = 0;
        double ended = 0;
        List<Integer> carriers = new ArrayList<>();
        for (int e = first; e <= position && highest > LogSpace.ZERO; e++) {
            double weight = Math.exp(logWeights[e] - highest);
            if (contexts[e] == null || weight == 0 || !contexts[e].mass().goesOn(position - e)) {
                continue;
            }
            PrefixMass mass = contexts[e].mass();
            mass.addChildren(position - e, weight, distribution);
            carriers.add(e);
            if (e == position) {
                distribution[ByteDistribution.EOS] += weight * mass.endOfSequence();
                residual = weight * mass.residual();
                ended = weight;
            }
        }
        double sum = Arrays.stream(distribution).sum();
        for (int outcome = 0; outcome < distribution.length; outcome++) {
            distribution[outcome] = sum > 0 ? distribution[outcome] / sum : 1.0 / distribution.length;
        }
        double all = sum + residual > 0 ? sum + residual : 1;
        rows.set(row, distribution, new RowTable.Provenance(residual / all, 0, 0, Math.min(1, ended / all), carriers.size(), false));
        if (rows.paths().isKept()) {
            List<PathLog.LivePath> paths = new ArrayList<>();
            boolean isLast = position + 1 == contexts.length;
            for (int e : carriers) {
                PrefixMass mass = contexts[e].mass();
                double share = Math.exp(logWeights[e] - highest) / all * mass.onward(position - e);
                PathLog.Fate fate = isLast ? PathLog.Fate.END_OF_TEXT
                        : mass.mass(position - e + 1) > 0 ? PathLog.Fate.GOES_ON : PathLog.Fate.NOT_FOLLOWED;
                paths.add(new PathLog.LivePath(chains.of(contexts[e]), share, fate));
            }
            rows.paths().set(row, paths);
        }
    }

    @Override
    public ByteReader keepPaths() {
        keepsPaths = true;
        return this;
    }

    @Override
    public ReadingCost cost() {
        return evaluation.cost();
    }
}
