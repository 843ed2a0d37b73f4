package org.bytestill.objective.aligned;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.Supervision;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.TeacherTokens;
import org.bytestill.student.LossFunction;
import org.bytestill.student.StudentBatch;
import org.bytestill.text.CanonicalTokens;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.ScriptTemplate;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorList;

/**
 * An objective over rows given by hand, in float64: the hidden states are the logits and the token head is the identity, so that the gradient
 * with respect to the hidden states is the one with respect to the logits. Two vocabularies of six ids:
 *
 * <pre>
 *   A  0 end  1 a  2 e  3 t   4 the  5 ' information'
 *   B  0 end  1 a  2 e  3 th  4 tha  5 ' information'
 * </pre>
 */
final class HandRows {
    static final HandVocabulary A = new HandVocabulary("", "a", "e", "t", "the", " information");
    static final HandVocabulary B = new HandVocabulary("", "a", "e", "th", "tha", " information");
    private static final String STUBS = """
            def in_compute_dtype(self, x: Tensor, compute: int) -> Tensor:
                return x
            def head_matrix(self, weights: List[Tensor]) -> Tensor:
                return weights[0]
            def capped(self, logits: Tensor) -> Tensor:
                return logits
            def cap_slope(self, capped: Tensor) -> Tensor:
                return torch.slice(capped, 0, 0, 0)
            """;

    /** Compiled once: finite differences ask for many losses. */
    private static final Map<String, Script> SCRIPTS = new HashMap<>();

    private HandRows() {}

    /** A vocabulary whose id 0 begins and ends a text, and which cuts a text by the tokens it is given. */
    record HandVocabulary(Vocabulary vocabulary) {
        HandVocabulary(String... tokens) {
            this(vocabulary(tokens));
        }

        private static Vocabulary vocabulary(String... tokens) {
            byte[][] bytes = Arrays.stream(tokens).map(token -> token.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
            BitSet end = new BitSet();
            end.set(0);
            return new Vocabulary(bytes, tokens, end, 0, end);
        }

        /** @param ended whether the end follows the text */
        TokenizedDocument document(int[] ids, boolean ended, IntPredicate supervised) {
            int[] starts = new int[ids.length + 1];
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < ids.length; i++) {
                text.append(new String(vocabulary.bytesOf(ids[i]), StandardCharsets.UTF_8));
                starts[i + 1] = text.length();
            }
            Document document = new Document("hand", text.toString().getBytes(StandardCharsets.UTF_8), Path.of("hand"), 0,
                    supervision(text.length(), ended, supervised), Document.Markup.PLAIN);
            TokenizedDocument tokens = new TokenizedDocument(document, ids, starts);
            return ended ? tokens.ended(0) : tokens;
        }
    }

    /** The spans of the bytes of a text that are supervised; the last ends with it. */
    static Supervision supervision(int size, boolean ended, IntPredicate supervised) {
        List<Span> spans = new ArrayList<>();
        int start = -1;
        for (int at = 0; at <= size; at++) {
            boolean in = at < size && supervised.test(at);
            if (in && start < 0) {
                start = at;
            } else if (!in && start >= 0) {
                spans.add(new Span(start, at, ended && at == size));
                start = -1;
            }
        }
        return new Supervision(spans);
    }

    /** A side: its vocabulary, its tokens of each document, and the logits of the rows of all documents, one behind the other. */
    record Side(HandVocabulary vocabulary, List<int[]> tokens, double[][] logits) {
        /** One document whose rows are given as probabilities. */
        static Side of(HandVocabulary vocabulary, int[] tokens, double[]... probabilities) {
            return new Side(vocabulary, List.of(tokens),
                    Arrays.stream(probabilities).map(row -> DoubleStream.of(row).map(Math::log).toArray()).toArray(double[][]::new));
        }
    }

    /** Losses as {@link AlignedLoss} sums them, its terms, and the gradient with respect to the student's logits, row by row. */
    record Result(List<Double> sums, double[] terms, double[] gradient) {
        double loss() {
            return sums.get(1) / sums.get(2);
        }

        int count() {
            return (int) sums.get(2).doubleValue();
        }
    }

    static Result of(AlignedObjective objective, RunConfig config, Side student, Side teacher, IntPredicate supervised) {
        return of(objective, config, student, teacher, false, supervised, 0, 1, 1000);
    }

    /**
     * @param tokenScale weight of the sum of the cross-entropy in the gradient
     * @param termScale  weight of the sum of the term, times its count
     * @param rowsAtOnce rows of a piece
     */
    static Result of(AlignedObjective objective, RunConfig config, Side student, Side teacher, boolean ended,
            IntPredicate supervised, double tokenScale,
            double termScale, int rowsAtOnce) {
        CanonicalTokens ours = new CanonicalTokens(student.vocabulary().vocabulary());
        CanonicalTokens theirs = new CanonicalTokens(teacher.vocabulary().vocabulary());
        TokenPair pair = new TokenPair(ours, theirs, ours.vocabulary().size(), theirs.vocabulary().size());
        AlignedTerm term = objective.term(config, pair);
        BatchBuilder students = new BatchBuilder(ours.vocabulary());
        BatchBuilder teachers = new BatchBuilder(theirs.vocabulary());
        List<AlignedDocument> documents = IntStream.range(0, student.tokens().size())
                .mapToObj(i -> AlignedDocument.of(student.vocabulary().document(student.tokens().get(i), ended, supervised), students,
                        teacher.vocabulary().document(teacher.tokens().get(i), ended, supervised), teachers))
                .toList();
        AlignedBatch batch = AlignedBatch.of(documents, students, teachers, term);
        AlignedLoss loss = new AlignedLoss(batch, term, pair, pair.sharedFlags(), new HandTeacher(teacher), tokenScale,
                termScale / Math.max(1, batch.count()));
        Script script = SCRIPTS.computeIfAbsent(objective.script(),
                source -> new Script(STUBS + ScriptTemplate.source("token_head") + source));
        try (Scope scope = Scope.open("hand", Device.CPU)) {
            int columns = ours.vocabulary().size();
            Tensor hidden = scope.of(padded(student, batch.student(), columns), batch.student().layout().rows(),
                    batch.student().layout().columns(), columns);
            try (TensorList weights = new TensorList(List.of(identity(scope, columns))); TensorList none = new TensorList(List.of())) {
                LossFunction.LossResult result = loss.compute(script, scope, new LossFunction.LossInput(hidden, null, weights, none, true,
                        false, List.of(), Dtype.FLOAT64, rowsAtOnce));
                return new Result(result.losses(), loss.terms(), rows(result.gradHidden().get(0).toDoubles(), student, batch.student()));
            }
        }
    }

    private static Tensor identity(Scope scope, int size) {
        double[] matrix = new double[size * size];
        IntStream.range(0, size).forEach(i -> matrix[i * size + i] = 1);
        return scope.of(matrix, size, size);
    }

    /** Rows of all documents, each filled up to the positions of the batch. */
    private static double[] padded(Side side, StudentBatch batch, int columns) {
        double[] padded = new double[batch.layout().places() * columns];
        int[] at = places(side, batch);
        for (int row = 0; row < at.length; row++) {
            System.arraycopy(side.logits()[row], 0, padded, at[row] * columns, columns);
        }
        return padded;
    }

    private static double[] rows(double[] padded, Side side, StudentBatch batch) {
        int columns = side.logits()[0].length;
        return Arrays.stream(places(side, batch))
                .mapToObj(at -> Arrays.copyOfRange(padded, at * columns, (at + 1) * columns)).flatMapToDouble(Arrays::stream).toArray();
    }

    /** Where each row of a side lies in its batch; a document has as many rows as tokens, and one more if its end is given a row. */
    private static int[] places(Side side, StudentBatch batch) {
        List<Integer> places = new ArrayList<>();
        int given = side.logits().length - side.tokens().stream().mapToInt(tokens -> tokens.length).sum();
        for (int document = 0; document < side.tokens().size(); document++) {
            int rows = side.tokens().get(document).length + (given > 0 ? 1 : 0);
            for (int row = 0; row < rows; row++) {
                places.add(batch.layout().place(document, row));
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A teacher whose logits are given. */
    private record HandTeacher(Side side) implements TeacherTokens {
        @Override
        public Tokenizer tokenizer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int vocabularySize() {
            return side.vocabulary().vocabulary().size();
        }

        @Override
        public int maxPositions() {
            return 1000;
        }

        @Override
        public Read read(Scope owner, StudentBatch batch) {
            double[] padded = padded(side, batch, vocabularySize());
            return (results, places) -> results.of(Arrays.stream(places).mapToObj(place -> Arrays.copyOfRange(padded,
                    (int) place * vocabularySize(), ((int) place + 1) * vocabularySize())).flatMapToDouble(Arrays::stream).toArray(),
                    places.length, vocabularySize());
        }
    }
}
