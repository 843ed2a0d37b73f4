package org.bytestill.objective.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.config.SettingInfo;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.Objective;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.problem.UserError;
import org.bytestill.run.Metric;
import org.junit.jupiter.api.Test;

/** The metrics, texts and settings of each objective. */
class ObjectivesTest {
    private static final Step WARM_UP = new Step(true, false);
    private static final Step TRAINING = new Step(false, true);

    private static RunConfig config(String objective) {
        return RunConfigFile.with(RunConfig.defaults(), "objective", objective);
    }

    @Test
    void theCardSaysHowTheModelWasMade() {
        assertThat(Objectives.named("sft").card(config("sft"), "")).isEqualTo("Trained on plain text, without a teacher,");
        assertThat(Objectives.named("bld").card(config("bld"), "gemma"))
                .isEqualTo("A student of gemma, distilled through bytes (Byte-Level Distillation, arXiv 2604.07466, as published)");
        assertThat(Objectives.named("covering").card(RunConfigFile.with(config("covering"), "covering.kl_weight", "2.5"), "gemma and qwen"))
                .isEqualTo("A student of gemma and qwen, distilled through bytes (its own tokens read as bytes through their covering, "
                        + "KL from the teacher’s bytes with weight 2.5)");
    }

    /** 6 nats over 3 tokens; of their bytes 4 nats of cross-entropy and 2 of KL. */
    @Test
    void theByteHeadsTotalWeighsItsTermsAndLeavesTheTeacherOutOfStepOne() {
        LossSums sums = LossSums.of(6, 3).with("bytes", 4).with("kl", 2);
        Objective bld = Objectives.named("bld");
        Map<Metric, Double> measured = bld.measured(sums, TRAINING, config("bld"));
        assertThat(measured.get(Metric.TOTAL_LOSS)).as("(6 + 1 x 4 + 0.1 x 2) / 3").isCloseTo(3.4, within(1e-12));
        assertThat(measured.get(Metric.BYTE_LOSS)).isCloseTo(4.0 / 3, within(1e-12));
        assertThat(measured.get(Metric.HEAD_KL)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(bld.measured(sums, WARM_UP, config("bld")).get(Metric.TOTAL_LOSS)).as("(6 + 4) / 3").isCloseTo(10.0 / 3, within(1e-12));
    }

    /** 8 ln 2 nats over 4 bytes are 2 bits a byte; at 3 of the 4 both agree. */
    @Test
    void theCoveringsTotalIsTheTokenLossPlusFiveTimesTheDivergencePerCoveredByte() {
        LossSums sums = LossSums.of(6, 3).with("coveredDivergence", 8 * Math.log(2)).with("coveredKl", 8 * Math.log(2))
                .with("coveredSame", 3).with("coveredBytes", 4);
        Map<Metric, Double> measured = Objectives.named("covering").measured(sums, TRAINING, config("covering"));
        assertThat(measured.get(Metric.KL_BITS)).isCloseTo(2, within(1e-12));
        assertThat(measured.get(Metric.TOP1_AGREEMENT)).isCloseTo(0.75, within(1e-12));
        assertThat(measured.get(Metric.TOTAL_LOSS)).as("6 / 3 + 5 x 2 ln 2").isCloseTo(2 + 10 * Math.log(2), within(1e-12));
        assertThat(Objectives.named("covering").measured(LossSums.of(6, 3), TRAINING, config("covering")))
                .as("no covered document").isEqualTo(Map.of(Metric.TOTAL_LOSS, 2.0));
    }

    @Test
    void everyObjectiveHasTextsAndOwnsExistingSettings() {
        List<String> paths = RunConfigFile.settings().stream().map(SettingInfo::path).toList();
        assertThat(RunConfigFile.setting("objective").choices())
                .containsExactlyElementsOf(Objectives.all().stream().map(Objective::name).toList());
        assertThat(Objectives.all()).allSatisfy(objective -> {
            assertThat(List.of(objective.label(), objective.meaning(), objective.effect(), objective.plan(RunConfig.defaults())))
                    .noneMatch(String::isBlank);
            assertThat(objective.settings())
                    .allSatisfy(own -> assertThat(paths).anyMatch(path -> own.endsWith(".") ? path.startsWith(own) : path.equals(own)));
            assertThat(objective.variants().values()).allSatisfy(values -> assertThat(values).contains("objective=" + objective.name()));
            assertThat(objective.curve().isEmpty()).as(objective.name()).isEqualTo(objective.teacher() == TeacherNeed.NONE);
        });
    }

    @Test
    void anUnknownObjectiveIsReportedWithTheNearestName() {
        assertThatThrownBy(() -> Objectives.named("coverng")).isInstanceOf(UserError.class)
                .hasMessage("There is no objective \"coverng\"; did you mean \"covering\"?");
    }
}
