package org.bytestill.engine.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.Engine;
import org.bytestill.engine.SmallRun;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareServiceTest {
    @TempDir
    Path folder;

    private final Engine engine = new TrainingEngine();

    @AfterEach
    void close() {
        engine.close();
    }

    private RunConfig config(String... values) throws IOException {
        RunConfig config = SmallRun.config(folder, "training.step1_updates", "0", "training.updates", "4", "evaluation.every_updates", "4");
        for (int i = 0; i < values.length; i += 2) {
            config = RunConfigFile.with(config, values[i], values[i + 1]);
        }
        return config;
    }

    private List<ComparedRun> compare(RunConfig config, List<ComparedRun> told) throws InterruptedException {
        return new CompareService(engine, folder.resolve("out")).compare(config, folder,
                ComparedVariant.named(List.of("sft", "covering-5")), List.of(7L),
                told::add, () -> true);
    }

    @Test
    void everyObjectiveIsRunOnceOnTheSameTeachersBytesAndNeverAgain() throws Exception {
        RunConfig config = config("more_teachers", "[" + SmallRun.STUDENT + "]");
        List<ComparedRun> told = new ArrayList<>();
        List<ComparedRun> results = compare(config, told);
        assertThat(results).extracting(ComparedRun::variant).containsExactly(ComparedRun.START, "sft", "covering-5");
        assertThat(results).extracting(ComparedRun::updates).containsExactly(0, 4, 4);
        assertThat(results).extracting(ComparedRun::bitsPerByte).doesNotHaveDuplicates().allMatch(bits -> bits > 0 && bits < 20);
        assertThat(told).isEqualTo(results);
        for (String teacher : new String[] {"teacher-bytes", "teacher-bytes-2"}) {
            assertThat(folder.resolve("out").resolve(teacher)).as("for the next run").isNotEmptyDirectory();
        }
        Path run = folder.resolve("out/runs/sft-seed-7/run.json");
        byte[] before = Files.readAllBytes(run);
        List<ComparedRun> again = new ArrayList<>();
        assertThat(compare(config, again)).isEqualTo(results);
        assertThat(again).isEqualTo(results);
        assertThat(Files.readAllBytes(run)).isEqualTo(before);
    }

    @Test
    void resultsOfAnotherConfigurationAreNotMixedIn() throws Exception {
        Files.createDirectories(folder.resolve("out"));
        Files.writeString(folder.resolve("out/compare.yaml"), "name: other\n");
        assertThatThrownBy(() -> compare(config(), new ArrayList<>())).isInstanceOf(UserError.class)
                .hasMessageContaining("another configuration")
                .hasMessageContaining("Choose another folder");
        assertThat(folder.resolve("out/runs")).doesNotExist();
    }
}
