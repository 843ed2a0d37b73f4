package org.bytestill.objective.aligned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytestill.util.CloseTo.closeTo;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.alm.AlmObjective;
import org.bytestill.objective.bpm.BpmObjective;
import org.bytestill.objective.gold.GoldObjective;
import org.bytestill.objective.mined.MinedObjective;
import org.bytestill.objective.onetoone.OneToOneObjective;
import org.bytestill.objective.simct.SimctObjective;
import org.bytestill.objective.uld.UldObjective;
import org.bytestill.objective.xtoken.XTokenObjective;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of every objective with every kind of option against finite differences in float64, whole and in pieces. */
class AlignedGradientTest {
    private static final double STEP = 1e-6;
    /** "athe information" and "theethea informationthe" in both vocabularies; each row, and one for the end, has its logits. */
    private static final List<int[]> IN_A = List.of(new int[] {1, 4, 5}, new int[] {4, 2, 4, 1, 5, 4});
    private static final List<int[]> IN_B = List.of(new int[] {1, 3, 2, 5}, new int[] {3, 2, 2, 3, 2, 1, 5, 3, 2});

    private final Random random = new Random(11);

    @BeforeEach
    void prepareTorch() {
        TorchThread.prepare(1);
    }

    static Stream<Arguments> objectives() {
        return Stream.of(Arguments.of(new OneToOneObjective(), new String[] {"top_k", "2"}),
                Arguments.of(new OneToOneObjective(), new String[] {"top_k", "0", "divergence", "forward", "temperature", "2"}),
                Arguments.of(new OneToOneObjective(), new String[] {"top_k", "3", "divergence", "jsd", "temperature", "0.7"}),
                Arguments.of(new UldObjective(), new String[] {}),
                Arguments.of(new UldObjective(), new String[] {"merge", "first", "temperature", "2"}),
                Arguments.of(new GoldObjective(), new String[] {}),
                Arguments.of(new GoldObjective(), new String[] {"beta", "0", "weighing", "fixed", "matched_weight", "0.7"}),
                Arguments.of(new GoldObjective(), new String[] {"beta", "1", "merge", "first", "temperature", "1.5"}),
                Arguments.of(new SimctObjective(), new String[] {}),
                Arguments.of(new SimctObjective(), new String[] {"scores", "logits", "divergence", "forward", "temperature", "2"}),
                Arguments.of(new MinedObjective(), new String[] {"divergence", "jsd", "temperature", "1.5"}),
                Arguments.of(new XTokenObjective(), new String[] {"temperature", "1.5", "top_k", "5"}),
                Arguments.of(new AlmObjective(), new String[] {}), Arguments.of(new BpmObjective(), new String[] {}),
                Arguments.of(new BpmObjective(), new String[] {"crossing", "none"}),
                Arguments.of(new AlmObjective(), new String[] {"temperature", "1.5", "epsilon", "0"}));
    }

    private HandRows.Side side(HandRows.HandVocabulary vocabulary, List<int[]> tokens) {
        int rows = tokens.stream().mapToInt(one -> one.length + 1).sum();
        double[][] logits = IntStream.range(0, rows).mapToObj(row -> random.doubles(6, -2, 2).toArray()).toArray(double[][]::new);
        return new HandRows.Side(vocabulary, tokens, logits);
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void gradientsAreThoseOfFiniteDifferences(AlignedObjective objective, String[] values) {
        RunConfig config = WorkedExample.config(objective, values);
        for (boolean swapped : new boolean[] {false, true}) {
            HandRows.Side a = side(HandRows.A, IN_A);
            HandRows.Side b = side(HandRows.B, IN_B);
            HandRows.Side student = swapped ? b : a;
            HandRows.Side teacher = swapped ? a : b;
            HandRows.Result result = HandRows.of(objective, config, student, teacher, true, at -> true, 0.3, 0.8, 100);
            int columns = student.logits()[0].length;
            for (int i = 0; i < result.gradient().length; i++) {
                double[] row = student.logits()[i / columns];
                double before = row[i % columns];
                row[i % columns] = before + STEP;
                double up = total(objective, config, student, teacher);
                row[i % columns] = before - STEP;
                double down = total(objective, config, student, teacher);
                row[i % columns] = before;
                assertThat(result.gradient()[i]).as("row %d, id %d", i / columns, i % columns)
                        .isCloseTo((up - down) / (2 * STEP), within(1e-7));
            }
        }
    }

    private static double total(AlignedObjective objective, RunConfig config, HandRows.Side student, HandRows.Side teacher) {
        HandRows.Result result = HandRows.of(objective, config, student, teacher, true, at -> true, 0.3, 0.8, 100);
        return 0.3 * result.sums().get(0) + 0.8 * result.loss();
    }

    /** A few rows at a time give the numbers of all at once. */
    @ParameterizedTest
    @MethodSource("objectives")
    void piecesAddUpToTheWhole(AlignedObjective objective, String[] values) {
        RunConfig config = WorkedExample.config(objective, values);
        HandRows.Side a = side(HandRows.A, IN_A);
        HandRows.Side b = side(HandRows.B, IN_B);
        HandRows.Result whole = HandRows.of(objective, config, a, b, true, at -> true, 0.3, 0.8, 100);
        for (int rows : new int[] {1, 2, 3}) {
            HandRows.Result pieces = HandRows.of(objective, config, a, b, true, at -> true, 0.3, 0.8, rows);
            assertThat(pieces.terms()).satisfies(closeTo(whole.terms(), 1e-12));
            assertThat(pieces.gradient()).satisfies(closeTo(whole.gradient(), 1e-12));
            for (int i = 0; i < whole.sums().size(); i++) {
                assertThat(pieces.sums().get(i)).isCloseTo(whole.sums().get(i), within(1e-10));
            }
        }
    }
}
