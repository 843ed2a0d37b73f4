package org.bytestill.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytestill.config.RunConfig;
import org.bytestill.evaluate.PairedDifference.Verdict;
import org.bytestill.problem.UserError;
import org.bytestill.run.DocumentScore;
import org.bytestill.run.DocumentScores;
import org.bytestill.run.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTablesTest {
    @TempDir
    private Path folder;
    private final List<SweepRun> runs = new ArrayList<>();

    /** A run of two documents of 10 and 30 bytes with these bits a byte; the teacher has read the first. */
    private void run(String cell, long seed, double first, double second, int same) throws Exception {
        Path run = Files.createDirectories(folder.resolve("runs/" + cell + seed));
        new DocumentScores(new RunFolder(run)).write(5,
                List.of(new DocumentScore(10, 10 * first, 10, 10, first, same), new DocumentScore(30, 30 * second)));
        runs.add(new SweepRun(cell, Budget.UPDATES, seed, "runs/" + cell + seed, 5, 5, 0, 0, 0, 40, 40, 8, 2, 0.4,
                Map.of("droppedMass", (double) seed)));
    }

    private SweepTable table(Long... seeds) {
        Sweep sweep = new Sweep("", RunConfig.defaults(), folder, List.of(new Cell("a", Map.of()), new Cell("b", Map.of())),
                List.of(seeds), "a", List.of(Budget.UPDATES, Budget.TIME));
        return new SweepTables(folder, sweep, runs).tables().get(0);
    }

    /** a has (10 + 60) / 40 = 1.75 and (20 + 60) / 40 = 2; their spread is 0.1768, times t of one degree, 12.706, times sqrt(2 / 2). */
    @Test
    void figuresAreMeansOverSeedsOfMeansOverBytes() throws Exception {
        run("a", 1, 1, 2, 3);
        run("a", 2, 2, 2, 5);
        run("b", 1, 1, 2, 3);
        SweepTable.Row row = table(1L, 2L).rows().get(0);
        assertThat(row.cell()).isEqualTo("a");
        Figure bits = row.figures().get(Measure.BITS);
        assertThat(bits.mean()).isEqualTo(1.875);
        assertThat(bits.half()).isCloseTo(12.7062 * 0.1767767, within(1e-5));
        assertThat(bits.written(Measure.BITS)).isEqualTo("1.8750 ± 2.2462");
        assertThat(row.figures().get(Measure.KL).mean()).isCloseTo(0.15, within(1e-12));
        assertThat(row.diagnostics()).as("over seeds").containsExactly(Map.entry("droppedMass", 1.5));
        assertThat(row.figures().get(Measure.TOP1).mean()).isCloseTo(40, within(1e-12));
        assertThat(table(1L, 2L).rows().get(1).figures().get(Measure.BITS).written(Measure.BITS)).as("of one seed").isEqualTo("1.7500");
    }

    /** Better by 0.5 in each seed and document: nothing varies. */
    @Test
    void everyTwoCellsAreComparedSeedBySeed() throws Exception {
        for (long seed = 1; seed <= 3; seed++) {
            run("a", seed, seed, 2 + seed, 3);
            run("b", seed, seed - 0.5, 1.5 + seed, 4);
        }
        SweepTable table = table(1L, 2L, 3L);
        assertThat(table.pairs()).hasSize(3);
        SweepTable.Pair bits = table.pair("b", "a", Measure.BITS).orElseThrow();
        assertThat(bits.difference().interval().value()).isEqualTo(-0.5);
        assertThat(bits.difference().interval().high()).isCloseTo(-0.5, within(1e-12));
        assertThat(bits.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(table.pair("b", "a", Measure.TOP1).orElseThrow().words()).as("more agreement").isEqualTo("better");
        assertThat(table.pair("a", "b", Measure.BITS).orElseThrow().words()).as("seen from the other").isEqualTo("worse");
    }

    @Test
    void onlySeedsThatBothHaveArePaired() throws Exception {
        run("a", 1, 1, 2, 3);
        run("a", 2, 2, 2, 5);
        run("b", 2, 1, 1, 5);
        SweepTable.Pair pair = table(1L, 2L).pair("b", "a", Measure.BITS).orElseThrow();
        assertThat(pair.difference().seeds()).isEqualTo(1);
        assertThat(pair.difference().interval().value()).isEqualTo(-1);
        assertThat(pair.words()).isEqualTo("cannot tell (one seed)");
    }

    @Test
    void runsOnOtherDocumentsAreNotCompared() throws Exception {
        run("a", 1, 1, 2, 3);
        run("b", 1, 1, 2, 3);
        new DocumentScores(new RunFolder(folder.resolve("runs/b1"))).write(5, List.of(new DocumentScore(10, 10)));
        assertThatThrownBy(() -> table(1L)).isInstanceOf(UserError.class).hasMessageContaining("1 documents, others on 2")
                .hasMessageContaining("text.validation");
    }

    @Test
    void damagedResultsOfDocumentsAreToldWithTheirLine() throws Exception {
        run("a", 1, 1, 2, 3);
        Path file = folder.resolve("runs/a1/validation/update-5.csv");
        Files.writeString(file, Files.readString(file).replace("\n1,", "\n2,"));
        assertThatThrownBy(() -> table(1L)).isInstanceOf(UserError.class).hasMessageContaining("line 3");
        Files.delete(file);
        assertThatThrownBy(() -> table(1L)).isInstanceOf(UserError.class).hasMessageContaining("update-5.csv is not there");
    }
}
