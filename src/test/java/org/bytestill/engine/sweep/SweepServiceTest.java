package org.bytestill.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.Engine;
import org.bytestill.engine.SmallRun;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.problem.UserError;
import org.bytestill.run.DocumentScore;
import org.bytestill.run.DocumentScores;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepServiceTest {
    private static final Cell SFT = new Cell("sft", Map.of("objective", "sft"));
    private static final Cell COVERING = new Cell("covering", Map.of("objective", "covering"));

    @TempDir
    private Path folder;
    private final Engine engine = new TrainingEngine();
    private final List<String> said = new ArrayList<>();

    private final SweepListener listener = new SweepListener() {
        @Override
        public void begins(String run, int number, int all) {
            said.add(number + "/" + all + " " + run);
        }

        @Override
        public void finished(SweepRun run, boolean now) {}

        @Override
        public void failed(String run, UserError why) {
            said.add(run + ": " + why.getMessage());
        }
    };

    @AfterEach
    void close() {
        engine.close();
    }

    private Sweep sweep(List<Cell> cells, List<Long> seeds, Budget... budgets) throws IOException {
        RunConfig config = SmallRun.config(folder, "training.step1_updates", "0", "training.updates", "3", "evaluation.every_updates", "3");
        return new Sweep("small", config, folder, cells, seeds, "sft", List.of(budgets));
    }

    private List<SweepRun> run(Sweep sweep) throws InterruptedException {
        return new SweepService(engine, folder.resolve("out")).run(sweep, listener, () -> true);
    }

    @Test
    void everyCellIsTrainedOnceASeedAndNeverAgain() throws Exception {
        Sweep sweep = sweep(List.of(SFT, COVERING), List.of(7L, 8L), Budget.UPDATES);
        List<SweepRun> results = run(sweep);
        assertThat(results).extracting(run -> run.cell() + run.seed()).containsExactly("start7", "sft7", "covering7", "start8", "sft8",
                "covering8");
        assertThat(results).extracting(SweepRun::updates).containsExactly(0, 3, 3, 0, 3, 3);
        assertThat(said).containsExactly("1/4 sft-seed-7", "2/4 covering-seed-7", "3/4 sft-seed-8", "4/4 covering-seed-8");
        assertThat(results.get(1).teacherBytes()).isZero();
        assertThat(results.get(2).teacherBytes()).isEqualTo(results.get(2).bytes()).isEqualTo(results.get(1).bytes());
        said.clear();
        assertThat(run(sweep)).isEqualTo(results);
        assertThat(said).isEmpty();
        List<SweepRun> more = run(sweep(List.of(SFT, COVERING), List.of(7L, 8L, 9L), Budget.UPDATES));
        assertThat(more).hasSize(9).startsWith(results.toArray(SweepRun[]::new));
    }

    /** Of a run's documents the sums are kept; over all of them they are what the run itself says. */
    @Test
    void resultsOfDocumentsAddUpToThoseOfTheRun() throws Exception {
        SweepRun run = run(sweep(List.of(COVERING, SFT), List.of(7L), Budget.UPDATES)).get(1);
        List<DocumentScore> scores = new DocumentScores(new RunFolder(folder.resolve("out").resolve(run.folder()))).read(3);
        assertThat(scores).hasSize(7);
        long bytes = scores.stream().mapToLong(DocumentScore::bytes).sum();
        assertThat(scores.stream().mapToDouble(DocumentScore::bits).sum() / bytes).isCloseTo(run.bitsPerByte(), within(1e-9));
        long finite = scores.stream().mapToLong(DocumentScore::finite).sum();
        assertThat(scores.stream().mapToDouble(DocumentScore::klBits).sum() / finite).isCloseTo(run.klBits(), within(1e-9));
        long rows = scores.stream().mapToLong(DocumentScore::rows).sum();
        assertThat(rows).isPositive().isLessThanOrEqualTo(300);
        assertThat((double) scores.stream().mapToLong(DocumentScore::same).sum() / rows).isCloseTo(run.top1Agreement(), within(1e-12));
        assertThat(scores.get(6).rows()).as("beyond agreement_bytes").isZero();
    }

    @Test
    void aFailureDoesNotStopTheOthers() throws Exception {
        Cell wrong = new Cell("wrong", Map.of("objective", "covering", "teacher", folder.resolve("none").toString()));
        List<SweepRun> results = run(sweep(List.of(wrong, SFT), List.of(7L), Budget.UPDATES, Budget.TIME));
        assertThat(results).extracting(SweepRun::cell).containsExactly("start", "sft", "sft");
        assertThat(said.get(1)).startsWith("wrong-seed-7: ").contains("none");
    }

    @Test
    void runsOfOtherSettingsAreNotMixedIn() throws Exception {
        run(sweep(List.of(SFT), List.of(7L), Budget.UPDATES));
        Sweep other = sweep(List.of(new Cell("sft", Map.of("objective", "sft", "training.learning_rate", "0.5"))), List.of(7L),
                Budget.UPDATES);
        assertThatThrownBy(() -> run(other)).isInstanceOf(UserError.class).hasMessageContaining("training.learning_rate: 0.001")
                .hasMessageContaining("now says 0.5");
    }

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws Exception {
        Files.createDirectories(folder.resolve("out"));
        Files.writeString(folder.resolve("out/letter.txt"), "Dear");
        assertThatThrownBy(() -> run(sweep(List.of(SFT), List.of(7L), Budget.UPDATES))).isInstanceOf(UserError.class)
                .hasMessageContaining("holds no sweep");
        assertThat(folder.resolve("out")).isDirectoryContaining("glob:**letter.txt");
        assertThat(folder.resolve("out/runs")).doesNotExist();
    }

    @Test
    void twoProcessesDoNotShareAQueue() throws Exception {
        Files.createDirectories(folder.resolve("out"));
        try (RunLock lock = RunLock.take(new RunFolder(folder.resolve("out")))) {
            assertThatThrownBy(() -> run(sweep(List.of(SFT), List.of(7L), Budget.UPDATES))).isInstanceOf(UserError.class)
                    .hasMessageContaining("is computed by");
        }
    }

    /** What the baseline costs in 100 updates is as much as the other does in 40: 2.5 times as dear, or 20 are spent on a first step. */
    @Test
    void equalTimeAndBytesGiveAsManyUpdatesAsCostTheSame() {
        SweepRun baseline = cost(100, 2000, 20, 10, 0.1);
        assertThat(SweepService.fitting(cost(100, 2000, 20, 25, 0.25), baseline, Budget.TIME)).isEqualTo(40);
        assertThat(SweepService.fitting(cost(100, 2000, 20, 25, 0.25), baseline, Budget.BYTES)).isEqualTo(100);
        assertThat(SweepService.fitting(cost(100, 2400, 20, 12, 0.1), baseline, Budget.BYTES)).isEqualTo(80);
        assertThat(SweepService.fitting(cost(100, 2400, 20, 12, 0.1), baseline, Budget.TIME)).isEqualTo(80);
        assertThat(SweepService.fitting(cost(100, 2000, 20, 9000, 90), baseline, Budget.TIME)).as("at least one").isEqualTo(1);
    }

    private static SweepRun cost(int updates, double bytes, double bytesPerUpdate, double seconds, double secondsPerUpdate) {
        return new SweepRun("x", Budget.UPDATES, 1, "runs/x", updates, updates, 1, 1, 1, bytes, 0, bytesPerUpdate, seconds,
                secondsPerUpdate, Map.of());
    }

    /** A cell that sees twice the bytes in an update gets half the updates at equal bytes, in a run of its own. */
    @Test
    void equalBytesAreARunOfTheirOwnWhereTheyAreNotEqualUpdates() throws Exception {
        Cell large = new Cell("large", Map.of("objective", "sft", "training.batch_documents", "4"));
        Sweep sweep = sweep(List.of(SFT, large), List.of(7L), Budget.UPDATES, Budget.BYTES);
        List<SweepRun> results = run(sweep);
        assertThat(results).filteredOn(run -> run.budget() == Budget.BYTES).extracting(SweepRun::folder).containsExactly("runs/sft-seed-7",
                "runs/large-bytes-seed-7");
        assertThat(results.get(results.size() - 1).updates()).isLessThan(3);
        List<SweepTable> tables = new SweepTables(folder.resolve("out"), sweep, results).tables();
        assertThat(tables).extracting(SweepTable::budget).containsExactly(Budget.UPDATES, Budget.BYTES);
        assertThat(tables.get(1).rows()).extracting(SweepTable.Row::cell).containsExactly("start", "sft", "large");
        assertThat(RunConfigFile.read(folder.resolve("out/runs/large-bytes-seed-7/run.yaml")).training().batchDocuments()).isEqualTo(4);
    }
}
