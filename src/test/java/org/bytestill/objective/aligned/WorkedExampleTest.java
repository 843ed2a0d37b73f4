package org.bytestill.objective.aligned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
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
import org.junit.jupiter.api.Test;

/** Every objective on the example of tokens of 1, 3 and 12 bytes, by hand (method.md 3.6). */
class WorkedExampleTest {
    private static final Offset<Double> NINE_DIGITS = within(1e-9);

    @BeforeEach
    void prepareTorch() {
        TorchThread.prepare(1);
    }

    @Test
    void theGroupsAreTheFinestCommonPartition() {
        assertThat(AlignedDocument.partition(new int[] {0, 1, 4, 16}, new int[] {0, 1, 3, 4, 16})).containsExactly(
                new Group(0, 1, 0, 1, 0, 1), new Group(1, 4, 1, 2, 1, 3), new Group(4, 16, 2, 3, 3, 4));
    }

    /** -(ln .4 + ln .4 + ln .4) / 3, and of the other reading -(ln .5 + ln .5 + ln .6 + ln .5) / 4. */
    @Test
    void theTokenCrossEntropyStandsBesideEveryTerm() {
        assertThat(WorkedExample.x(new OneToOneObjective()).sums().get(0) / 3).isCloseTo(0.916290732, NINE_DIGITS);
        assertThat(WorkedExample.y(new OneToOneObjective()).sums().get(0) / 4).isCloseTo(0.647566791, NINE_DIGITS);
    }

    /** With mask 2..15 the group [1, 4) is out, and so is the token "the". */
    @Test
    void aGroupThatStraddlesAnEdgeDoesNotCount() {
        HandRows.Result masked = WorkedExample.masked(new OneToOneObjective());
        assertThat(masked.count()).isEqualTo(1);
        assertThat(masked.sums().get(0)).as("' information' alone").isCloseTo(-Math.log(0.4), NINE_DIGITS);
    }

    /** The student's top 2 of {a, e, information}: a .4, and of e and information, both .1, the lower id. */
    @Test
    void oneToOneComparesTheStudentsTopOnBothSidesRenormalised() {
        OneToOneObjective objective = new OneToOneObjective();
        HandRows.Result x = WorkedExample.x(objective, "top_k", "2");
        assertThat(x.loss()).as(".8 ln .96 + .2 ln 1.2").isCloseTo(0.003806716, NINE_DIGITS);
        assertThat(x.count()).isEqualTo(2);
        double ofA = 0.8 * (Math.log(0.96) - 0.003806716) / 2;
        assertThat(x.gradient()[1]).as("q (ln q/p - L) of a, in a mean of two").isCloseTo(ofA, NINE_DIGITS);
        assertThat(x.gradient()[2]).as("of e").isCloseTo(-ofA, NINE_DIGITS);
        assertThat(x.gradient()[5]).isZero();
        assertThat(WorkedExample.x(objective, "top_k", "2", "divergence", "forward").loss()).isCloseTo(0.003631403, NINE_DIGITS);
        assertThat(WorkedExample.x(objective, "top_k", "0").loss()).isCloseTo(0.005388312, NINE_DIGITS);
        assertThat(WorkedExample.y(objective, "top_k", "2").loss()).isCloseTo(0.003631403, NINE_DIGITS);
        assertThat(WorkedExample.y(objective, "top_k", "2", "divergence", "forward").loss()).isCloseTo(0.003806716, NINE_DIGITS);
        assertThat(WorkedExample.y(objective, "top_k", "0").loss()).isCloseTo(0.005237571, NINE_DIGITS);
    }

    /** .5 + .1 + .1 and .1 + .1 + .5 of the teacher, .4 + .1 + .1 and .1 + .1 + .4 of the student. */
    @Test
    void theMassInsideTheSharedVocabularyIsMeasured() {
        HandRows.Result x = WorkedExample.x(new OneToOneObjective(), "top_k", "2");
        assertThat(x.sums().get(3)).as("the teacher's, of two tokens").isCloseTo(1.4, NINE_DIGITS);
        assertThat(x.sums().get(4)).as("the student's").isCloseTo(1.2, NINE_DIGITS);
        assertThat(x.sums().get(5)).as("the teacher's in the top two").isCloseTo(1.2, NINE_DIGITS);
        assertThat(x.sums().get(6)).as("the student's").isCloseTo(1.0, NINE_DIGITS);
    }

    /** Chunks .4 against .5, .4 against .5 x .6 = .3, .4 against .5. */
    @Test
    void almIsTheBinaryKlOfEachGroupsProbability() {
        AlmObjective objective = new AlmObjective();
        HandRows.Result x = WorkedExample.x(objective, "temperature", "1", "epsilon", "0");
        assertThat(x.terms()).containsExactly(new double[] {0.020410997, 0.021600854, 0.020410997}, NINE_DIGITS);
        assertThat(x.terms()[1]).as(".3 ln .75 + .7 ln(.7 / .6)").isCloseTo(0.3 * Math.log(0.75) + 0.7 * Math.log(0.7 / 0.6), NINE_DIGITS);
        assertThat(x.loss()).isCloseTo(0.020807616, NINE_DIGITS);
        assertThat(WorkedExample.x(objective).loss()).isCloseTo(0.000333272, NINE_DIGITS);
        assertThat(WorkedExample.y(objective, "temperature", "1", "epsilon", "0").loss()).isCloseTo(0.020951149, NINE_DIGITS);
        assertThat(WorkedExample.y(objective).loss()).isCloseTo(0.000340598, NINE_DIGITS);
    }

    /** "the" reaches beyond the teacher's "th", along the text: .5 x .6 = .3 moves from t to the. */
    @Test
    void bpmSumsTheTeachersNextTokenToStudentTokensByTheirBytes() {
        BpmObjective objective = new BpmObjective();
        HandRows.Result x = WorkedExample.x(objective);
        assertThat(x.terms()[1]).as(".1 ln .5 + .4 ln 2 + .3 ln .75 and the rest").isCloseTo(0.121639532, NINE_DIGITS);
        assertThat(x.loss()).isCloseTo(0.184242413, NINE_DIGITS);
        assertThat(WorkedExample.x(objective, "crossing", "none").loss()).isCloseTo(0.412902355, NINE_DIGITS);
        HandRows.Result y = WorkedExample.y(objective);
        assertThat(y.terms()[2]).as("after th only \"the\" is left: -ln .6").isCloseTo(-Math.log(0.6), NINE_DIGITS);
        assertThat(y.loss()).isCloseTo(0.164735418, NINE_DIGITS);
        assertThat(y.sums().get(AlignedLoss.OWN)).as("t is no beginning of a student token").isCloseTo(0.1 + 0.2 + 0.1, NINE_DIGITS);
        assertThat(y.count()).isEqualTo(4);
    }

    /** Group 2: student (.4, .2, .1, .1, .1, .1), teacher .5 x (.6, .1, .1, .1, .05, .05). */
    @Test
    void uldComparesSortedDistributionsRankByRank() {
        UldObjective objective = new UldObjective();
        assertThat(WorkedExample.x(objective).terms()).containsExactly(new double[] {0.2, 0.5, 0.2}, NINE_DIGITS);
        assertThat(WorkedExample.x(objective).loss()).isCloseTo(0.3, NINE_DIGITS);
        assertThat(WorkedExample.y(objective).loss()).isCloseTo(0.3, NINE_DIGITS);
        assertThat(WorkedExample.x(objective, "merge", "first").loss()).isCloseTo(0.266666667, NINE_DIGITS);
        assertThat(WorkedExample.x(objective, "one_to_one_only", "true").loss()).isCloseTo(0.2, NINE_DIGITS);
    }

    /** Of the teacher's six rows three are shared: both parts weigh a half. */
    @Test
    void goldWeighsADivergenceOnSharedTokensAndSortedOthers() {
        HandRows.Result x = WorkedExample.x(new GoldObjective());
        assertThat(x.loss()).isCloseTo(0.140037400, NINE_DIGITS);
        assertThat(x.sums().get(AlignedLoss.OWN) / 3).as("matched").isCloseTo(0.013408134, NINE_DIGITS);
        assertThat(x.sums().get(AlignedLoss.OWN + 1) / 3).as("unmatched").isCloseTo(0.266666667, NINE_DIGITS);
        assertThat(WorkedExample.y(new GoldObjective()).loss()).isCloseTo(0.140037400, NINE_DIGITS);
        assertThat(WorkedExample.x(new GoldObjective(), "weighing", "fixed", "matched_weight", "1").loss()).isCloseTo(0.013408134,
                NINE_DIGITS);
    }

    /** Group 2: {a .1, e .1, info .1, span .4} against {.1, .05, .1, the root of .5 x .6}, both normalised. */
    @Test
    void simctAddsTheGroupItselfToTheSharedTokens() {
        HandRows.Result x = WorkedExample.x(new SimctObjective());
        assertThat(x.terms()[1]).isCloseTo(0.050099081, NINE_DIGITS);
        assertThat(x.loss()).isCloseTo(0.020291902, NINE_DIGITS);
        assertThat(WorkedExample.y(new SimctObjective()).loss()).isCloseTo(0.017384349, NINE_DIGITS);
    }

    /** t and the stand against th, which are their nearest. */
    @Test
    void minedComparesEveryTokenWithTheNearestOne() {
        HandRows.Result x = WorkedExample.x(new MinedObjective());
        assertThat(x.terms()).containsExactly(new double[] {0.046952286, 0.006185604}, NINE_DIGITS);
        assertThat(x.loss()).isCloseTo(0.026568945, NINE_DIGITS);
        assertThat(WorkedExample.y(new MinedObjective()).loss()).isCloseTo(0.044426098, NINE_DIGITS);
    }

    /** Mass on tha, which no student token reaches, costs ln 1e10 each. */
    @Test
    void xTokenProjectsTheStudentToTheTeachersTokens() {
        HandRows.Result x = WorkedExample.x(new XTokenObjective());
        assertThat(x.terms()).containsExactly(new double[] {2.012584786, 1.823219924, 2.020589057}, NINE_DIGITS);
        assertThat(x.loss()).isCloseTo(1.952131256, NINE_DIGITS);
        assertThat(WorkedExample.y(new XTokenObjective()).loss()).isCloseTo(7.653113588, NINE_DIGITS);
    }
}
