package org.bytestill.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytestill.util.CloseTo.closeTo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bytestill.bytes.ends.EndsReader;
import org.bytestill.text.TokenEnds;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;

/** Against the sum of method.md 1.6.2 written out, for a student whose every context has another random distribution. */
class EndsReaderTest {
    private static final int END = 256;
    private static final int EOS = 257;
    private static final byte[] TEXT = "abbabaab".getBytes(StandardCharsets.UTF_8);
    private static final Tokenizer BOUNDARIES = new TableTokenizer(BigramModel.vocabulary(Stream
            .of("", "a", "b", "ab", "abb", "ba").map(token -> token.isEmpty() ? null : token.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new)));

    /** Bytes and ends. */
    private record Student(Vocabulary vocabulary) implements Tokenizer {
        static Student of() {
            byte[][] bytes = new byte[EOS + 1][];
            String[] names = new String[EOS + 1];
            for (int value = 0; value < 256; value++) {
                bytes[value] = new byte[] {(byte) value};
                names[value] = "<" + value + ">";
            }
            names[END] = "<|token_end|>";
            names[EOS] = "</s>";
            BitSet special = new BitSet();
            special.set(END, EOS + 1);
            BitSet end = new BitSet();
            end.set(EOS);
            return new Student(new Vocabulary(bytes, names, special, EOS, end));
        }

        @Override
        public Optional<TokenEnds> ends() {
            return Optional.of(new TokenEnds(END, BOUNDARIES));
        }

        @Override
        public int[] encode(byte[] text) {
            return Arrays.stream(with(BOUNDARIES.encode(text))).toArray();
        }

        @Override
        public int[] lastTokens(byte[] text) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String fingerprint() {
            return "student";
        }

        @Override
        public List<String> notes() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    /** The bytes of boundaries' tokens, each followed by its end. */
    private static int[] with(int[] tokens) {
        List<Integer> ids = new ArrayList<>();
        for (int token : tokens) {
            for (byte value : BOUNDARIES.vocabulary().bytesOf(token)) {
                ids.add(value & 0xFF);
            }
            ids.add(END);
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A distribution over a, b, the end of a token and the end of the text, by all tokens so far. */
    private static float[] row(List<Integer> path) {
        Random random = new Random(path.hashCode());
        float[] row = new float[EOS + 1];
        float sum = 0;
        for (int id : new int[] {'a', 'b', 'c', END, EOS}) {
            row[id] = 0.05f + random.nextFloat();
            sum += row[id];
        }
        for (int id = 0; id < row.length; id++) {
            row[id] /= sum;
        }
        return row;
    }

    private static final class Model implements TokenModel {
        private final Tokenizer tokenizer = Student.of();

        @Override
        public Tokenizer tokenizer() {
            return tokenizer;
        }

        @Override
        public int rowSize() {
            return EOS + 1;
        }

        @Override
        public int contextLimit() {
            return 1000;
        }

        @Override
        public Contexts newContexts() {
            return new Tree();
        }

        @Override
        public void evaluate(List<Query> queries, RowSink sink) {
            for (int i = 0; i < queries.size(); i++) {
                Tree tree = (Tree) queries.get(i).document();
                List<Integer> path = new ArrayList<>(queries.get(i).parent() < 0 ? List.of() : tree.paths.get(queries.get(i).parent()));
                path.add(queries.get(i).token());
                tree.paths.add(path);
                if (queries.get(i).wanted()) {
                    sink.accept(i, row(path));
                }
            }
        }

        @Override
        public void close() {}
    }

    private static final class Tree implements TokenModel.Contexts {
        private final List<List<Integer>> paths = new ArrayList<>();

        @Override
        public int size() {
            return paths.size();
        }

        @Override
        public void shrinkTo(int size) {
            paths.subList(size, paths.size()).clear();
        }

        @Override
        public void close() {}
    }

    /** Probability of tokens after the begin of the sequence, factor by factor. */
    private static double probability(List<Integer> tokens) {
        double product = 1;
        List<Integer> path = new ArrayList<>(List.of(EOS));
        for (int token : tokens) {
            product *= row(path)[token];
            path.add(token);
        }
        return product;
    }

    private static double[] expected(int position) {
        double[] sums = new double[ByteDistribution.OUTCOMES];
        for (int e = 0; e <= position; e++) {
            String open = new String(TEXT, e, position - e, StandardCharsets.UTF_8);
            if (e < position && Stream.of("a", "b", "ab", "abb", "ba").noneMatch(token -> token.startsWith(open))) {
                continue;
            }
            List<Integer> tokens = new ArrayList<>(
                    Arrays.stream(with(BOUNDARIES.encode(Arrays.copyOf(TEXT, e)))).boxed().toList());
            open.chars().forEach(tokens::add);
            for (int value : new int[] {'a', 'b', 'c'}) {
                List<Integer> more = new ArrayList<>(tokens);
                more.add(value);
                sums[value] += probability(more);
            }
            if (e == position) {
                tokens.add(EOS);
                sums[ByteDistribution.EOS] += probability(tokens);
            }
        }
        double all = Arrays.stream(sums).sum();
        return Arrays.stream(sums).map(sum -> sum / all).toArray();
    }

    @Test
    void endsAreSummedOutOverAllCanonicalPrefixes() {
        EndsReader reader = new EndsReader(new Model(), Student.of().ends().orElseThrow());
        ByteRows rows = reader.keepPaths().read(List.of(TEXT), Progress.NONE).get(0);
        for (int position = 0; position < TEXT.length; position++) {
            assertThat(rows.distribution(position)).as("byte %d", position).satisfies(closeTo(expected(position), 1e-6));
            assertThat(rows.residual(position)).isBetween(0.0, 1.0);
            assertThat(rows.paths().at(position).stream().mapToDouble(PathLog.LivePath::share).sum()).isCloseTo(1, within(1e-9));
        }
        assertThat(rows.tokenEnds(0)).as("before the first byte nothing is open").isCloseTo(1, within(1e-9));
    }

    @Test
    void twoDocumentsTogetherAreTheTwoAlone() {
        byte[] other = "ba".getBytes(StandardCharsets.UTF_8);
        EndsReader reader = new EndsReader(new Model(), Student.of().ends().orElseThrow());
        List<ByteRows> both = reader.read(List.of(TEXT, other), Progress.NONE);
        assertThat(both.get(1).distribution(1)).containsExactly(reader.read(List.of(other), Progress.NONE).get(0).distribution(1));
    }
}
