package org.bytestill.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.config.RunConfigFile;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepFileTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeRun() throws IOException {
        Files.createDirectories(folder.resolve("runs"));
        Files.writeString(folder.resolve("runs/run.yaml"), "name: base\nobjective: sft\ntraining: {updates: 50}\n");
    }

    private Sweep read(String... lines) throws IOException {
        return SweepFile.read(Files.writeString(folder.resolve("grid.yaml"), String.join("\n", lines) + "\n"));
    }

    @Test
    void cellsVariantsAndSeedsAreReadInTheirOrder() throws IOException {
        Sweep sweep = read("name: Mine", "run: runs/run.yaml", "set: {training.updates: 70}", "seeds: [3_0, 1]", "cells:",
                "  plain: {}", "  hard: {objective: covering, covering.kl_weight: 20}", "variants: [bld-gru]", "baseline: hard",
                "equal: [time, bytes]");
        assertThat(sweep.name()).isEqualTo("Mine");
        assertThat(sweep.base()).isEqualTo(folder.resolve("runs"));
        assertThat(sweep.updates()).isEqualTo(70);
        assertThat(sweep.seeds()).containsExactly(30L, 1L);
        assertThat(sweep.cells()).extracting(Cell::name).containsExactly("plain", "hard", "bld-gru");
        assertThat(sweep.cells().get(1).applied(sweep.config()).covering().klWeight()).isEqualTo(20);
        assertThat(sweep.cells().get(2).applied(sweep.config()).objective()).isEqualTo("bld");
        assertThat(sweep.baseline()).isEqualTo("hard");
        assertThat(sweep.budgets()).containsExactly(Budget.UPDATES, Budget.BYTES, Budget.TIME);
    }

    @Test
    void whatIsLeftOutHasADefault() throws IOException {
        Sweep sweep = read("run: runs/run.yaml", "variants: [sft, alm]");
        assertThat(sweep.name()).isEqualTo("base");
        assertThat(sweep.seeds()).containsExactly(1L, 2L, 3L);
        assertThat(sweep.baseline()).isEqualTo("sft");
        assertThat(sweep.budgets()).containsExactly(Budget.UPDATES);
    }

    @Test
    void aGridCombinesAnyKeysWithEveryCell() throws IOException {
        Sweep sweep = read("run: runs/run.yaml", "variants: [sft, alm]", "grid: {training.learning_rate: [1.0e-4, 0.001], seed: [5]}");
        assertThat(sweep.cells()).extracting(Cell::name).containsExactly("sft-learning_rate-1.0e-4-seed-5",
                "sft-learning_rate-0.001-seed-5",
                "alm-learning_rate-1.0e-4-seed-5", "alm-learning_rate-0.001-seed-5");
    }

    /** A byte head matters to bld alone: three cells train differently, not four. */
    @Test
    void aSettingOfAnotherObjectiveMakesNoCell() throws IOException {
        Sweep sweep = read("run: runs/run.yaml", "grid: {byte_head.kind: [parallel, autoregressive], objective: [sft, bld]}");
        assertThat(sweep.cells()).extracting(Cell::name).containsExactly("sft", "bld-kind-parallel", "bld-kind-autoregressive");
        assertThat(sweep.cells()).extracting(cell -> RunConfigFile.text(cell.applied(sweep.config()), "byte_head.kind"))
                .containsExactly("parallel", "parallel", "autoregressive");
    }

    /** Step 1 leaves the student unchanged: its updates come on top. */
    @Test
    void updatesOfAFirstStepComeOnTop() throws IOException {
        Cell cell = read("run: runs/run.yaml", "cells: {a: {objective: bld, training.step1_updates: 9}}").cells().get(0);
        Sweep sweep = read("run: runs/run.yaml", "cells: {a: {objective: bld, training.step1_updates: 9}}");
        assertThat(cell.run(sweep.config(), 4, 30).training().updates()).isEqualTo(39);
        assertThat(cell.run(sweep.config(), 4, 30).seed()).isEqualTo(4);
    }

    @Test
    void someCellsAreTrainedWithTheBaseline() throws IOException {
        Sweep sweep = read("run: runs/run.yaml", "variants: [sft, alm, bpm, uld]");
        assertThat(sweep.only(List.of("bpm"), List.of(8L)).cells()).extracting(Cell::name).containsExactly("sft", "bpm");
        assertThat(sweep.only(List.of(), List.of()).cells()).hasSize(4);
        assertThatThrownBy(() -> sweep.only(List.of("bpn"), List.of())).isInstanceOf(UserError.class)
                .hasMessageContaining("\"bpm\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            seds: [1]                                        | line 2 | "seeds"
            seeds: [1, 1]                                    | line 2 | twice
            seeds: [a]                                       | line 2 | seed
            cells: {a b: {}}                                 | line 2 | folder
            cells: {start: {}}                               | line 2 | start
            cells: {a: {objectiv: sft}}                      | line 2 | "objective"
            cells: {a: {training.updates: -1}}               | line 2 | training.updates
            cells: [a]                                       | line 2 | keys with values
            cells: {a: {text.train: &y [b, *y]}}             | line 2 | text.train
            variants: [sff]                                  | line 2 | "sft"
            grid: {seed: 1}                                  | line 2 | list of values
            grid: {training.learning_rat: [1]}               | line 2 | learning_rate
            {a: 1                                            | line    | YAML
            equal: [money]                                   | line 2 | updates, bytes, time
            set: {x: 1}                                      | line 2 | unknown key
            """)
    void whatIsWrongIsToldWithItsLine(String line, String place, String words) {
        assertThatThrownBy(() -> read("run: runs/run.yaml", line)).isInstanceOf(UserError.class).hasMessageContaining("grid.yaml")
                .hasMessageContaining(place).hasMessageContaining(words);
    }

    /** Ten keys of ten values each: nobody trains ten thousand millions. */
    @Test
    void aGridThatIsTooLargeIsRefused() {
        String values = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
        assertThatThrownBy(() -> read("run: runs/run.yaml", "grid:", "  training.updates: " + values, "  seed: " + values,
                "  training.batch_documents: " + values, "  text.document_bytes: [16, 17]", "  training.learning_rate: " + values,
                "  training.clip_norm: " + values)).isInstanceOf(UserError.class).hasMessageContaining("10,000 combinations");
    }

    @Test
    void aSweepOfNothingIsNone() {
        assertThatThrownBy(() -> read("run: runs/run.yaml")).isInstanceOf(UserError.class).hasMessageContaining("nothing to train");
        assertThatThrownBy(() -> read("seeds: [1]")).isInstanceOf(UserError.class).hasMessageContaining("names no configuration");
        assertThatThrownBy(() -> read("")).isInstanceOf(UserError.class).hasMessageContaining("is empty");
        assertThatThrownBy(() -> read("run: none.yaml")).isInstanceOf(UserError.class).hasMessageContaining("no such file");
        assertThatThrownBy(() -> read("run: runs/run.yaml", "variants: [sft]", "baseline: sff")).isInstanceOf(UserError.class)
                .hasMessageContaining("line 3").hasMessageContaining("\"sft\"");
    }
}
