package org.bytestill.ui.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bytestill.ui.wizard.ConversionCommands.Way;
import org.junit.jupiter.api.Test;

class ConversionCommandsTest {
    private static ConversionCommands commands(int teachers, int computers) {
        return new ConversionCommands("bytestill convert run.yaml", Path.of("/runs/my run"), teachers, computers);
    }

    @Test
    void byHandEachComputerHasItsCommandAndThePartsAreJoinedInTheRun() {
        assertThat(commands(1, 2).of(Way.BY_HAND)).isEqualTo("""
                bytestill convert run.yaml --shard 1/2 --out rows-1
                bytestill convert run.yaml --shard 2/2 --out rows-2
                bytestill cache merge --out '/runs/my run/teacher-bytes' rows-1 rows-2""");
    }

    @Test
    void thePartsOfEveryTeacherAreJoined() {
        assertThat(commands(2, 2).of(Way.BY_HAND)).endsWith("""
                bytestill cache merge --out '/runs/my run/teacher-bytes' rows-1 rows-2
                bytestill cache merge --out '/runs/my run/teacher-bytes-2' rows-1-2 rows-2-2""");
    }

    @Test
    void manyComputersAreNotListedOneByOne() {
        assertThat(commands(2, 64).of(Way.BY_HAND)).isEqualTo("""
                PART=1; bytestill convert run.yaml --shard $PART/64 --out rows-$PART
                bytestill cache merge --out '/runs/my run/teacher-bytes' rows-{1..64}
                bytestill cache merge --out '/runs/my run/teacher-bytes-2' rows-{1..64}-2""");
    }

    @Test
    void schedulersPutInTheNumberOfTheirJob() {
        assertThat(commands(1, 8).of(Way.SLURM)).startsWith("sbatch --array=1-8 --wrap 'bytestill convert run.yaml "
                + "--shard $SLURM_ARRAY_TASK_ID/8 --out rows-$SLURM_ARRAY_TASK_ID'\n");
        assertThat(commands(1, 8).of(Way.KUBERNETES)).startsWith("bytestill convert run.yaml --shard $((JOB_COMPLETION_INDEX + 1))/8 "
                + "--out rows-$((JOB_COMPLETION_INDEX + 1))\n").endsWith(" rows-7 rows-8");
    }

    @Test
    void aClusterWritesIntoTheRunItself() {
        assertThat(commands(1, 8).of(Way.SPARK)).isEqualTo(
                "bytestill convert run.yaml --out '/runs/my run/teacher-bytes' --cluster spark://HOST:7077");
    }
}
