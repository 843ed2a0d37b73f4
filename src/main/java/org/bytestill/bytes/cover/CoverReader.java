package org.bytestill.bytes.cover;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.PathLog;
import org.bytestill.bytes.PrefixMass;
import org.bytestill.bytes.ReadingCost;
import org.bytestill.bytes.ReadingWindow;
import org.bytestill.bytes.RowEvaluation;
import org.bytestill.bytes.RowTable;
import org.bytestill.bytes.TokenChain;
import org.bytestill.bytes.TokenModel;
import org.bytestill.bytes.beam.BeamReader;
import org.bytestill.problem.Check;
import org.bytestill.util.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Next-byte distributions by the covering of canonical prefixes (method.md 1.6): one context for each byte position, the
 * canonical tokens of the bytes before it. The contexts form a tree, which is evaluated in a single batch with a tree attention
 * mask, or in pieces that share the canonical path.
 *
 * <p>{@code S(j, b) = sum over e <= j of W(e) p(tokens that begin with x[e:j] + b | C(x[:e]))}; the end of the sequence counts
 * at e = j only. Token sequences that are not canonical are left out, and their mass is unknown here: compare with the beam.
 * Longer documents are read in windows as by {@link BeamReader}. Used by one thread at a time.
 */
public final class CoverReader implements ByteReader {
    /** Nodes evaluated at once: for more, the attention mask takes more memory than the model's weights, and no time is gained. */
    private static final int MOST_AT_ONCE = 1024;
    private static final int NONE = -1;

    private final TokenModel model;
    private final Covering covering;
    private final int mostAtOnce;
    private boolean keepsPaths;
    private final RowEvaluation evaluation;

    /** @param model stays the caller's, who closes it */
    public CoverReader(TokenModel model, ConverterSettings settings) {
        this(model, settings, MOST_AT_ONCE);
    }

    /** @param mostAtOnce nodes evaluated at once; fewer need less memory and change numbers by rounding only */
    public CoverReader(TokenModel model, ConverterSettings settings, int mostAtOnce) {
        this.model = model;
        this.mostAtOnce = mostAtOnce;
        this.covering = Covering.of(model, settings.specialsAsText());
        this.evaluation = new RowEvaluation(model, covering.outcomes());
    }

    @Override
    public List<ByteRows> readPassages(List<Passage> passages, Progress progress) {
        List<RowTable> tables = new ArrayList<>();
        long total = passages.stream().mapToLong(passage -> passage.text().length).sum();
        long done = 0;
        for (int i = 0; i < passages.size(); i++) {
            byte[] text = passages.get(i).text();
            Check.argument(text.length > 0, "Document %d is empty: there is nothing to read.", i);
            RowTable rows = new RowTable(text.length, PathLog.of(text.length, keepsPaths), false);
            for (ReadingWindow window : ReadingWindow.of(i, passages.get(i), model.tokenizer(), model.contextLimit())) {
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
        CoverTree tree = covering.tree(window);
        CoverSums sums = new CoverSums(covering, tree);
        evaluate(tree, window.prompt(), sums);
        TokenChain[] chains = rows.paths().isKept() ? tree.tokenChains(window.start()) : null;
        for (int position = window.rowsFrom(); position < tree.size(); position++) {
            CoverSums.Sums at = sums.at(position);
            double all = at.total() + at.residual() > 0 ? at.total() + at.residual() : 1;
            int row = window.start() + position;
            rows.set(row, at.distribution(),
                    new RowTable.Provenance(at.residual() / all, 0, 0, Math.min(1, at.ended() / all), at.carriers().size(), false));
            if (chains != null) {
                rows.paths().set(row, paths(sums, at, position, all, chains));
            }
        }
        evaluation.walked(System.nanoTime() - started - Math.round(1e9 * (evaluation.cost().seconds() - evaluatedBefore)));
    }

    /**
     * Evaluates all nodes: in one batch, or, for a longer text, the canonical path first and the others in pieces. Other nodes
     * are needed only by their own descendants, a few bytes further on, so their keys and values are dropped with their piece.
     */
    private void evaluate(CoverTree tree, int[] prompt, CoverSums sums) {
        List<Integer> nodes = IntStream.range(0, tree.size()).filter(tree::isNode).boxed().toList();
        try (TokenModel.Contexts contexts = model.newContexts()) {
            Evaluation all = new Evaluation(tree, sums, contexts, prompt);
            if (nodes.size() <= mostAtOnce) {
                all.evaluate(nodes);
                return;
            }
            all.evaluate(nodes.stream().filter(tree::isCanonical).toList());
            int canonicalPath = contexts.size();
            List<Integer> others = nodes.stream().filter(node -> !tree.isCanonical(node)).toList();
            for (int from = 0; from < others.size(); from += mostAtOnce) {
                all.evaluate(others.subList(from, Math.min(others.size(), from + mostAtOnce)));
                all.shrinkTo(canonicalPath);
            }
        }
    }

    /** The evaluated nodes of one window, with their numbers in the model's tree of contexts. */
    private final class Evaluation {
        private final CoverTree tree;
        private final CoverSums sums;
        private final TokenModel.Contexts contexts;
        private final int[] prompt;
        private final int[] numbers;

        Evaluation(CoverTree tree, CoverSums sums, TokenModel.Contexts contexts, int[] prompt) {
            this.tree = tree;
            this.sums = sums;
            this.contexts = contexts;
            this.prompt = prompt;
            this.numbers = new int[tree.size()];
            Arrays.fill(numbers, NONE);
        }

        void evaluate(List<Integer> nodes) {
            RowEvaluation.Batch batch = new RowEvaluation.Batch();
            int added = contexts.size();
            // The tree's first node is the last token of the prompt; the distributions after the others are not wanted.
            for (; added + 1 < prompt.length; added++) {
                batch.add(new TokenModel.Query(contexts, added - 1, prompt[added], false), tree.text(), 0, mass -> {});
            }
            for (int node : nodes) {
                // Some parents of the previous piece may be needed again.
                Deque<Integer> missing = new ArrayDeque<>();
                for (int at = node; at != NONE && numbers[at] == NONE; at = tree.parent(at)) {
                    missing.push(at);
                }
                for (int at : missing) {
                    int above = tree.parent(at) == NONE ? prompt.length - 2 : numbers[tree.parent(at)];
                    numbers[at] = added++;
                    batch.add(new TokenModel.Query(contexts, above, tree.token(at)), tree.text(), at, mass -> sums.row(at, mass));
                }
            }
            evaluation.evaluate(batch);
        }

        void shrinkTo(int size) {
            contexts.shrinkTo(size);
            Arrays.setAll(numbers, node -> numbers[node] < size ? numbers[node] : NONE);
        }
    }

    private static List<PathLog.LivePath> paths(CoverSums sums, CoverSums.Sums at, int position, double all,
            @Nullable TokenChain[] chains) {
        List<PathLog.LivePath> paths = new ArrayList<>();
        boolean isLast = position + 1 == chains.length;
        for (int e : at.carriers()) {
            PrefixMass mass = sums.mass(e);
            double share = Math.exp(sums.logWeight(e) - at.reference()) / all * mass.onward(position - e);
            PathLog.Fate fate = isLast ? PathLog.Fate.END_OF_TEXT
                    : mass.mass(position - e + 1) > 0 ? PathLog.Fate.GOES_ON : PathLog.Fate.NOT_FOLLOWED;
            paths.add(new PathLog.LivePath(chains[e], share, fate));
        }
        return paths;
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
