package org.bytestill.bytes.ends;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.PathLog;
import org.bytestill.bytes.ReadingCost;
import org.bytestill.bytes.ReadingWindow;
import org.bytestill.bytes.RowTable;
import org.bytestill.bytes.TokenChain;
import org.bytestill.bytes.TokenModel;
import org.bytestill.problem.Check;
import org.bytestill.text.CanonicalTokens;
import org.bytestill.text.TokenEnds;
import org.bytestill.text.TokenTrie;
import org.bytestill.util.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Next-byte distributions of a byte student with token ends (method.md 1.6.2): the covering, whose tokens are those of the boundaries and
 * whose masses the student gives byte by byte. Before each byte the ends are summed out: the last token goes on, whichever of the canonical
 * prefixes it began after, or it has ended there. Used by one thread at a time.
 */
public final class EndsReader implements ByteReader {
    /** Nodes evaluated at once, as of the covering. */
    private static final int MOST_AT_ONCE = 1024;
    private static final int NONE = -1;

    private final TokenModel model;
    private final TokenEnds ends;
    private final TokenTrie trie;
    private final int[] idOf = new int[ByteDistribution.BYTES];
    private boolean keepsPaths;
    private long rows;
    private long batches;
    private long nanos;

    /** @param model stays the caller's, who closes it */
    public EndsReader(TokenModel model, TokenEnds ends) {
        this.model = model;
        this.ends = ends;
        this.trie = new TokenTrie(ends.boundaries().vocabulary());
        CanonicalTokens bytes = new CanonicalTokens(model.tokenizer().vocabulary());
        Arrays.setAll(idOf, value -> bytes.idOf(new byte[] {(byte) value}));
    }

    @Override
    public List<ByteRows> readPassages(List<Passage> passages, Progress progress) {
        List<RowTable> tables = new ArrayList<>();
        long total = passages.stream().mapToLong(passage -> passage.text().length).sum();
        long done = 0;
        for (int i = 0; i < passages.size(); i++) {
            byte[] text = passages.get(i).text();
            Check.argument(text.length > 0, "Document %d is empty: there is nothing to read.", i);
            RowTable table = new RowTable(text.length, PathLog.of(text.length, keepsPaths), false);
            for (ReadingWindow window : ReadingWindow.of(i, passages.get(i), model.tokenizer(), model.contextLimit())) {
                new Reading(window).write(table);
                done += window.text().length - window.rowsFrom();
                if (!progress.report(done, total)) {
                    throw new CancellationException("Reading was cancelled.");
                }
            }
            tables.add(table);
        }
        return List.copyOf(tables);
    }

    /** One window. */
    private final class Reading {
        private final ReadingWindow window;
        private final EndsTree tree;
        /** By node: natural logarithm of its probability. */
        private final double[] weights;
        /** By node: probabilities of the bytes, of the end of the sequence, and that the token ends. */
        private final double[][] next;

        Reading(ReadingWindow window) {
            this.window = window;
            this.tree = new EndsTree(window.text(), window.prompt()[window.prompt().length - 1], ends, trie, idOf);
            this.weights = new double[tree.nodes().size()];
            this.next = new double[tree.nodes().size()][];
            long started = System.nanoTime();
            evaluate();
            nanos += System.nanoTime() - started;
            weigh();
        }

        private void weigh() {
            for (int node = 1; node < weights.length; node++) {
                EndsTree.Node at = tree.nodes().get(node);
                double[] before = next[at.parent()];
                weights[node] = weights[at.parent()]
                        + Math.log(at.token() == ends.id() ? before[ByteDistribution.OUTCOMES] : before[byteOf(at.token())]);
            }
        }

        private int byteOf(int id) {
            return model.tokenizer().vocabulary().bytesOf(id)[0] & 0xFF;
        }

        /** The text's own tokens first, then the others in pieces, which are dropped with their keys and values. */
        private void evaluate() {
            int[] numbers = new int[tree.nodes().size()];
            Arrays.fill(numbers, NONE);
            List<Integer> own = IntStream.range(0, numbers.length).filter(node -> tree.nodes().get(node).canonical()).boxed().toList();
            List<Integer> others = IntStream.range(0, numbers.length).filter(node -> !tree.nodes().get(node).canonical()).boxed().toList();
            try (TokenModel.Contexts contexts = model.newContexts()) {
                evaluate(own, contexts, numbers);
                int kept = contexts.size();
                for (int from = 0; from < others.size(); from += MOST_AT_ONCE) {
                    evaluate(others.subList(from, Math.min(others.size(), from + MOST_AT_ONCE)), contexts, numbers);
                    contexts.shrinkTo(kept);
                    Arrays.setAll(numbers, node -> numbers[node] < kept ? numbers[node] : NONE);
                }
            }
        }

        private void evaluate(List<Integer> wanted, TokenModel.Contexts contexts, int[] numbers) {
            List<TokenModel.Query> queries = new ArrayList<>();
            List<Integer> asked = new ArrayList<>();
            int[] prompt = window.prompt();
            int added = contexts.size();
            for (; added + 1 < prompt.length; added++) {
                queries.add(new TokenModel.Query(contexts, added - 1, prompt[added], false));
                asked.add(NONE);
            }
            for (int node : wanted) {
                Deque<Integer> missing = new ArrayDeque<>();
                for (int at = node; at != NONE && numbers[at] == NONE; at = tree.nodes().get(at).parent()) {
                    missing.push(at);
                }
                for (int at : missing) {
                    int parent = tree.nodes().get(at).parent();
                    numbers[at] = added++;
                    queries.add(new TokenModel.Query(contexts, parent == NONE ? prompt.length - 2 : numbers[parent],
                            tree.nodes().get(at).token(), next[at] == null));
                    asked.add(at);
                }
            }
            model.evaluate(queries, (query, probabilities) -> next[asked.get(query)] = outcomes(probabilities));
            rows += queries.stream().filter(TokenModel.Query::wanted).count();
            batches++;
        }

        private double[] outcomes(float[] probabilities) {
            double[] outcomes = new double[ByteDistribution.OUTCOMES + 1];
            for (int value = 0; value < ByteDistribution.BYTES; value++) {
                outcomes[value] = probabilities[idOf[value]];
            }
            model.tokenizer().vocabulary().endOfSequence().stream().filter(id -> id < probabilities.length)
                    .forEach(id -> outcomes[ByteDistribution.EOS] += probabilities[id]);
            outcomes[ByteDistribution.OUTCOMES] = probabilities[ends.id()];
            return outcomes;
        }

        void write(RowTable table) {
            @Nullable
            TokenChain[] chains = table.paths().isKept() ? chains() : null;
            for (int offset = window.rowsFrom(); offset < window.text().length; offset++) {
                Row row = new Row(offset);
                table.set(window.start() + offset, row.distribution(),
                        new RowTable.Provenance(row.residual(), 0, 0, row.ended(), row.nodes.size(), false));
                if (chains != null) {
                    table.paths().set(window.start() + offset, row.paths(chains));
                }
            }
        }

        /** By offset: the tokens of the canonical prefix that ends there, each as its end. */
        private @Nullable TokenChain[] chains() {
            @Nullable
            TokenChain[] chains = new TokenChain[window.text().length + 1];
            for (int offset = 0; offset < chains.length; offset++) {
                if (tree.ended(offset) != NONE) {
                    EndsTree.Node at = tree.nodes().get(tree.ended(offset));
                    chains[offset] = new TokenChain(offset == 0 ? null : chains[tree.before(offset)], at.token(), window.start() + offset,
                            at.canonical());
                }
            }
            return chains;
        }

        /** The contexts of one byte. */
        private final class Row {
            private final int offset;
            /** Where the prefix of each context ends; the byte's own offset if the token before it has ended. */
            private final List<Integer> prefixes = new ArrayList<>();
            private final List<Integer> nodes = new ArrayList<>();
            private final double[] sums = new double[ByteDistribution.OUTCOMES];
            private final double[] shares;
            private double all;

            Row(int offset) {
                this.offset = offset;
                for (int from = Math.max(0, offset - trie.longestToken()); from <= offset; from++) {
                    int node = from == offset ? tree.ended(from) : tree.reach(from) >= offset - from ? tree.open(from, offset) : NONE;
                    if (node != NONE) {
                        prefixes.add(from);
                        nodes.add(node);
                    }
                }
                double largest = nodes.stream().mapToDouble(node -> weights[node]).max().orElse(0);
                shares = new double[nodes.size()];
                for (int i = 0; i < shares.length; i++) {
                    add(i, Double.isInfinite(largest) ? 0 : Math.exp(weights[nodes.get(i)] - largest));
                }
            }

            private void add(int i, double weight) {
                double[] after = next[nodes.get(i)];
                boolean began = prefixes.get(i) == offset;
                for (int outcome = 0; outcome < sums.length; outcome++) {
                    double mass = outcome == ByteDistribution.EOS && !began ? 0 : weight * after[outcome];
                    sums[outcome] += mass;
                    shares[i] += mass;
                }
                // What ends a token there goes on in the context after its end, or in none that is canonical.
                all += weight * (began ? 1 : 1 - after[ByteDistribution.OUTCOMES]);
            }

            private double total() {
                return Arrays.stream(sums).sum();
            }

            double[] distribution() {
                double total = total();
                return Arrays.stream(sums).map(mass -> total > 0 ? mass / total : 1.0 / sums.length).toArray();
            }

            double residual() {
                return all > 0 ? Math.max(0, 1 - total() / all) : 0;
            }

            /** Share of what follows the end of a token. */
            double ended() {
                int last = prefixes.size() - 1;
                return last >= 0 && prefixes.get(last) == offset && total() > 0 ? shares[last] / total() : 0;
            }

            List<PathLog.LivePath> paths(@Nullable TokenChain[] chains) {
                List<PathLog.LivePath> paths = new ArrayList<>();
                for (int i = 0; i < shares.length; i++) {
                    PathLog.Fate fate = offset + 1 == window.text().length ? PathLog.Fate.END_OF_TEXT
                            : tree.reach(prefixes.get(i)) > offset - prefixes.get(i) ? PathLog.Fate.GOES_ON : PathLog.Fate.NOT_FOLLOWED;
                    paths.add(new PathLog.LivePath(chains[prefixes.get(i)], total() > 0 ? shares[i] / total() : 0, fate));
                }
                return paths;
            }
        }
    }

    @Override
    public ByteReader keepPaths() {
        keepsPaths = true;
        return this;
    }

    @Override
    public ReadingCost cost() {
        return new ReadingCost(rows, batches, nanos / 1e9, 0, 0);
    }
}
