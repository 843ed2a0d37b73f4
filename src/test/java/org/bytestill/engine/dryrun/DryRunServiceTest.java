package org.bytestill.engine.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.SmallRun;
import org.bytestill.engine.cost.Correction;
import org.bytestill.engine.cost.CostStore;
import org.bytestill.engine.dryrun.DryRunFinding.Outcome;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.engine.plan.RunEstimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dry runs of tiny models, each in a process of its own. */
class DryRunServiceTest {
    @TempDir
    private Path folder;

    private static class Told implements DryRunListener {
        final List<DryRunFinding> findings = new ArrayList<>();
        final List<DryRunStage> stages = new ArrayList<>();

        @Override
        public boolean progress(DryRunStage stage, long done, long total) {
            if (!stages.contains(stage)) {
                stages.add(stage);
            }
            return true;
        }

        @Override
        public void found(DryRunFinding finding) {
            findings.add(finding);
        }
    }

    private List<String> below(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            return all.map(path -> place.relativize(path).toString()).filter(path -> !path.isEmpty()).sorted().toList();
        }
    }

    @Test
    void aDryRunTriesAllThatARunNeedsMeasuresItAndLeavesNothing() throws IOException {
        RunConfig config = SmallRun.config(folder);
        CostStore costs = new CostStore(folder.resolve("costs/costs.jsonl"));
        List<String> before = below(folder);
        Told told = new Told();
        Estimate guessed = new RunEstimate(costs).of(config, folder, folder.resolve("runs/small"));
        assertThat(guessed.basis().origin()).isEqualTo(Correction.Origin.FORMULA);

        DryRunReport report = new DryRunService(costs).run(new DryRunRequest(config, folder, folder.resolve("runs/small")), told);

        assertThat(report.findings()).isEqualTo(told.findings).extracting(DryRunFinding::outcome).as("%s", report.findings())
                .doesNotContain(Outcome.FAILED);
        assertThat(report.findings()).extracting(DryRunFinding::stage).contains(DryRunStage.values());
        assertThat(report.isFine()).isTrue();
        assertThat(report.findings()).extracting(DryRunFinding::text)
                .anyMatch(text -> text.contains("the same to the bit"))
                .anyMatch(text -> text.startsWith("4 updates of 2 documents (of 2)"));
        assertThat(report.used().updateSeconds()).isPositive();
        assertThat(report.used().warmUpSeconds()).isPositive();
        assertThat(report.used().convertSeconds()).isPositive();
        assertThat(below(folder)).containsExactlyInAnyOrderElementsOf(
                Stream.concat(before.stream(), Stream.of("costs", "costs/costs.jsonl")).toList());

        Estimate measured = new RunEstimate(costs).of(config, folder, folder.resolve("runs/small"));
        assertThat(measured.basis().origin()).isEqualTo(Correction.Origin.MEASURED);
        double updates = 460 * report.used().updateSeconds() + 40 * report.used().warmUpSeconds();
        // 500 updates, and evaluations before, after and at 250 and 500.
        double middle = (measured.trainSecondsLow() + measured.trainSecondsHigh()) / 2;
        assertThat(middle).isGreaterThan(updates).isLessThan(updates + 6 * report.used().evaluationSeconds() * 10);
        assertThat(measured.trainSecondsHigh() / middle).isCloseTo(1.1, within(1e-6));
        if (report.used().trainBytes() > 0) {
            assertThat((double) measured.trainMemoryBytes()).isCloseTo(report.used().trainBytes(),
                    within(0.1 * report.used().trainBytes()));
        }
    }

    @Test
    void aCancelledDryRunLeavesNothingEither() throws IOException {
        RunConfig config = SmallRun.config(folder);
        List<String> before = below(folder);
        CostStore costs = new CostStore(folder.resolve("costs.jsonl"));
        Told told = new Told() {
            @Override
            public boolean progress(DryRunStage stage, long done, long total) {
                return super.progress(stage, done, total) && stages.size() < 2;
            }
        };
        assertThatThrownBy(() -> new DryRunService(costs).run(new DryRunRequest(config, folder, folder.resolve("runs/small")), told))
                .isInstanceOf(CancellationException.class);
        assertThat(below(folder)).isEqualTo(before);
    }

    @Test
    void whatFailsIsFoundWhereItFails() throws IOException {
        // A learning rate that ruins the student in the first update.
        RunConfig config = SmallRun.config(folder, "training.learning_rate", "1e30", "training.step1_updates", "0",
                "training.warm_up_fraction", "0", "training.clip_norm", "0");
        Told told = new Told();
        DryRunReport report = new DryRunService(CostStore.none()).run(new DryRunRequest(config, folder, folder.resolve("small")), told);
        assertThat(report.isFine()).isFalse();
        DryRunFinding failure = report.findings().get(report.findings().size() - 1);
        assertThat(failure.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failure.text()).contains("not a number");
        assertThat(below(folder)).containsExactlyInAnyOrder("train.txt", "validation.txt");
    }
}
