package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills at random moments, of all commands together {@code -Dfaults.kills} (200): the same command, or resume, goes on, and in the end the
 * files are those of a process that was never killed, hash for hash.
 */
@Tag("faults")
class KillFaultsTest {
    private static final int KILLS = Integer.getInteger("faults.kills", 200);
    /** Weights and moments of the last checkpoint, and the teacher's bytes. */
    private static final Set<String> RESULTS = Set.of("checkpoints/step-40", "teacher-bytes");

    @TempDir
    private Path folder;
    private Killed killed;

    private String yaml() throws Exception {
        return Commands.smallRun(folder).toString();
    }

    private Killed killed(long seed) {
        killed = new Killed(folder, seed);
        return killed;
    }

    @AfterEach
    void say(TestInfo test) {
        System.out.printf("%s: %d kills%n", test.getDisplayName(), killed.kills());
    }

    private String[] train(Path run) throws Exception {
        return new String[] {"train", yaml(), "--run", run.toString(), "--set", "training.updates=40", "--set",
            "checkpoint.every_updates=3",
            "--json"};
    }

    private TreeMap<String, String> straight() throws Exception {
        Path run = folder.resolve("straight");
        assertThat(killed.finish(train(run))).as(killed.said()).isZero();
        return Killed.hashes(run, RESULTS);
    }

    private static boolean isBegun(Path run) {
        return Files.exists(run.resolve("run.json"));
    }

    @Test
    void trainingAndResumingEndAsIfNeverKilled() throws Exception {
        killed(1);
        TreeMap<String, String> expected = straight();
        assertThat(expected).hasSizeGreaterThan(2);
        for (int number = 0; killed.kills() < KILLS * 2 / 5; number++) {
            Path run = folder.resolve("run-" + number);
            boolean done = false;
            for (int attempt = 0; !done && attempt < 8; attempt++) {
                done = killed.run(3500, isBegun(run) ? new String[] {"resume", run.toString(), "--json"} : train(run));
            }
            if (!done) {
                assertThat(killed.finish(isBegun(run) ? new String[] {"resume", run.toString(), "--json"} : train(run))).as(killed.said())
                        .isZero();
            }
            assertThat(Killed.hashes(run, RESULTS)).as("run %d", number).isEqualTo(expected);
            assertThat(Killed.leftovers(run)).isEmpty();
        }
    }

    /** The first second and a half: the folder, its lock, its configuration, its state. */
    @Test
    void aStartIsTakenUpWhereverItWasKilled() throws Exception {
        killed(2);
        TreeMap<String, String> expected = straight();
        for (int number = 0; killed.kills() < KILLS / 5; number++) {
            Path run = folder.resolve("run-" + number);
            boolean done = killed.run(2200, train(run));
            if (!done) {
                assertThat(killed.finish(isBegun(run) ? new String[] {"resume", run.toString(), "--json"} : train(run))).as(killed.said())
                        .isZero();
            }
            assertThat(Killed.hashes(run, RESULTS)).as("run %d", number).isEqualTo(expected);
            assertThat(Killed.leftovers(run)).isEmpty();
        }
    }

    @Test
    void convertingEndsAsIfNeverKilled() throws Exception {
        killed(3);
        String text = Path.of("sample-data/text/train.txt").toString();
        TreeMap<String, String> expected = null;
        for (int number = -1; killed.kills() < KILLS * 3 / 20; number++) {
            Path rows = folder.resolve("rows-" + number);
            String[] command = {"convert", "--teacher", Commands.STUDENT.toString(), "--text", text, "--method", "cover", "--max-bytes",
                "70000",
                "--document-bytes", "256", "--out", rows.toString(), "--json"};
            if (number >= 0) {
                for (int attempt = 0; attempt < 3; attempt++) {
                    killed.run(4000, command);
                }
            }
            assertThat(killed.finish(command)).as(killed.said()).isZero();
            TreeMap<String, String> hashes = Killed.hashes(rows, Set.of());
            expected = expected == null ? hashes : expected;
            assertThat(hashes).hasSize(3).isEqualTo(expected);
            assertThat(Killed.leftovers(rows)).isEmpty();
        }
    }

    @Test
    void anExportIsWholeOrNotThere() throws Exception {
        killed(4);
        straight();
        TreeMap<String, String> expected = null;
        for (int number = -1; killed.kills() < KILLS / 10; number++) {
            Path target = folder.resolve("export-" + number);
            String[] command = {"export", folder.resolve("straight").toString(), "--to", target.toString(), "--json"};
            boolean done = number >= 0 && killed.run(2500, command);
            if (!done && !Files.exists(target)) {
                assertThat(killed.finish(command)).as(killed.said()).isZero();
            }
            TreeMap<String, String> hashes = Killed.hashes(target, Set.of());
            expected = expected == null ? hashes : expected;
            assertThat(hashes).hasSize(1).isEqualTo(expected);
        }
        assertThat(Killed.leftovers(folder).filter(file -> file.toString().contains("export-"))).isEmpty();
    }

    @Test
    void aComparisonEndsAsIfNeverKilled() throws Exception {
        killed(5);
        TreeMap<String, String> expected = null;
        for (int number = -1; killed.kills() < KILLS / 10; number++) {
            Path out = folder.resolve("compare-" + number);
            String[] command = {"compare", yaml(), "--out", out.toString(), "--seeds", "1", "--only", "sft,covering-quarter", "--set",
                "training.updates=4", "--json"};
            for (int attempt = 0; number >= 0 && attempt < 4; attempt++) {
                killed.run(4000, command);
            }
            assertThat(killed.finish(command)).as(killed.said()).isZero();
            TreeMap<String, String> hashes = Killed.hashes(out, Set.of("runs/"));
            hashes.keySet().removeIf(name -> !name.contains("step-"));
            expected = expected == null ? hashes : expected;
            assertThat(hashes).isNotEmpty().isEqualTo(expected);
            assertThat(Files.readAllLines(out.resolve("results.jsonl"))).hasSize(3);
        }
    }

    @Test
    void anEvaluationChangesNothing() throws Exception {
        killed(6);
        TreeMap<String, String> before = straight();
        Path run = folder.resolve("straight");
        List<String> files = Files.walk(run).map(Path::toString).sorted().toList();
        while (killed.kills() < KILLS / 20) {
            killed.run(2000, "eval", run.toString(), "--text", folder.resolve("validation.txt").toString(), "--json");
        }
        assertThat(Killed.hashes(run, RESULTS)).isEqualTo(before);
        assertThat(Files.walk(run).map(Path::toString).sorted()).isEqualTo(files);
    }
}
