package org.bytestill.bytes;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;

/** A bigram token model: the next token depends on the last one alone, by a table. It also counts the contexts it evaluates. */
public final class BigramModel implements TokenModel {
    private final Tokenizer tokenizer;
    private final float[][] probabilities;
    private final int contextLimit;
    private int batches;
    private int longestContext;
    private int openNodes;
    private int mostOpenNodes;

    public BigramModel(Vocabulary vocabulary, float[][] probabilities, int contextLimit) {
        this.tokenizer = new TableTokenizer(vocabulary);
        this.probabilities = probabilities;
        this.contextLimit = contextLimit;
    }

    /**
     * Token 0 begins and ends sequences; the others are the given strings, null for a special token; probabilities beyond them
     * belong to padding. Every context has the same next-token distribution.
     */
    public static BigramModel unigram(String[] tokens, double... probabilities) {
        byte[][] bytes = new byte[tokens.length][];
        for (int token = 1; token < tokens.length; token++) {
            bytes[token] = tokens[token] == null ? null : tokens[token].getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
        float[] row = new float[probabilities.length];
        for (int token = 0; token < row.length; token++) {
            row[token] = (float) probabilities[token];
        }
        float[][] rows = new float[row.length][];
        java.util.Arrays.fill(rows, row);
        return new BigramModel(vocabulary(bytes), rows, Integer.MAX_VALUE);
    }

    public static Vocabulary vocabulary(byte[][] bytes) {
        BitSet special = new BitSet();
        String[] names = new String[bytes.length];
        for (int token = 0; token < bytes.length; token++) {
            names[token] = "<" + token + ">";
            special.set(token, bytes[token] == null);
        }
        BitSet end = new BitSet();
        end.set(0);
        return new Vocabulary(bytes, names, special, 0, end);
    }

    /**
     * A random vocabulary over the bytes of a text: all its bytes, some strings twice, some ids without bytes; peaked
     * distributions.
     */
    public static BigramModel random(Random random, byte[] text, int tokens, double peakedness, int contextLimit) {
        List<byte[]> bytes = new ArrayList<>();
        bytes.add(null);
        bytes.add(null);
        for (int value : new java.util.TreeSet<>(java.util.stream.IntStream.range(0, text.length).mapToObj(i -> (int) text[i]).toList())) {
            bytes.add(new byte[] {(byte) value});
        }
        while (bytes.size() < tokens) {
            int from = random.nextInt(text.length);
            int to = Math.min(text.length, from + 1 + random.nextInt(5));
            byte[] token = java.util.Arrays.copyOfRange(text, from, to);
            if (random.nextInt(3) == 0) {
                token[random.nextInt(token.length)] = text[random.nextInt(text.length)];
            }
            bytes.add(token);
        }
        int size = bytes.size();
        float[][] rows = new float[size][size + 2];
        for (float[] row : rows) {
            double sum = 0;
            double[] weight = new double[row.length];
            for (int token = 0; token < row.length; token++) {
                weight[token] = Math.exp(peakedness * random.nextGaussian());
                sum += weight[token];
            }
            for (int token = 0; token < row.length; token++) {
                row[token] = (float) (weight[token] / sum);
            }
        }
        return new BigramModel(vocabulary(bytes.toArray(byte[][]::new)), rows, contextLimit);
    }

    /** Probability of a token after another one, as a share of the sum: float32 distributions sum to 1 only nearly. */
    public double probability(int before, int token) {
        double sum = 0;
        for (float one : probabilities[before]) {
            sum += one;
        }
        return probabilities[before][token] / sum;
    }

    public float[][] rows() {
        return probabilities;
    }

    public int batches() {
        return batches;
    }

    public int longestContext() {
        return longestContext;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public int rowSize() {
        return probabilities[0].length;
    }

    @Override
    public int contextLimit() {
        return contextLimit;
    }

    /** One, as if the keys and values of a node took one byte. */
    @Override
    public long bytesPerContext() {
        return 1;
    }

    /** The largest number of nodes of all open trees at once. */
    public int mostOpenNodes() {
        return mostOpenNodes;
    }

    @Override
    public Contexts newContexts() {
        return new Tree();
    }

    @Override
    public void evaluate(List<Query> queries, RowSink sink) {
        batches++;
        for (int i = 0; i < queries.size(); i++) {
            Query query = queries.get(i);
            Tree tree = (Tree) query.document();
            mostOpenNodes = Math.max(mostOpenNodes, ++openNodes);
            tree.lengths.add(query.parent() < 0 ? 1 : tree.lengths.get(query.parent()) + 1);
            longestContext = Math.max(longestContext, tree.lengths.get(tree.lengths.size() - 1));
            if (query.wanted()) {
                sink.accept(i, probabilities[query.token()]);
            }
        }
    }

    @Override
    public void close() {}

    private final class Tree implements Contexts {
        private final List<Integer> lengths = new ArrayList<>();

        @Override
        public int size() {
            return lengths.size();
        }

        @Override
        public void shrinkTo(int size) {
            openNodes -= lengths.size() - size;
            lengths.subList(size, lengths.size()).clear();
        }

        @Override
        public void close() {
            openNodes -= lengths.size();
        }
    }
}
