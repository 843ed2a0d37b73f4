package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytestill.util.AtomicFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixty damages of a checkpoint, {@code -Dfaults.damages}, times four commands: each is named, or set aside by the one that goes on. */
@Tag("faults")
class DamageFaultsTest {
    private static final int DAMAGES = Integer.getInteger("faults.damages", 60);

    @TempDir
    private Path folder;

    private static void damage(Path file, Random random) throws IOException {
        byte[] content = Files.readAllBytes(file);
        switch (random.nextInt(5)) {
            case 0 -> content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> content = Arrays.copyOf(content, random.nextInt(content.length));
            case 2 -> content = Arrays.copyOf(content, content.length + 1 + random.nextInt(10));
            case 3 -> Arrays.fill(content, content.length / 2, Math.min(content.length, content.length / 2 + 512), (byte) 0xA5);
            default -> {
                Files.delete(file);
                return;
            }
        }
        Files.write(file, content);
    }

    @Test
    void everyDamageIsNamedByEveryCommand() throws IOException {
        Path run = folder.resolve("run");
        Commands.run("train", Commands.smallRun(folder), "--run", run, "--set", "training.updates=10", "--set",
                "evaluation.every_updates=10",
                "--json").ok();
        Path newest = run.resolve("checkpoints/step-10");
        Path whole = Commands.copyOf(newest, folder.resolve("whole"));
        Path state = Files.copy(run.resolve("run.json"), folder.resolve("run.json"));
        Path text = Files.writeString(folder.resolve("text.txt"), "The license\n");
        List<Path> files;
        try (Stream<Path> children = Files.list(newest)) {
            files = children.sorted().toList();
        }
        Random random = new Random(60);
        int named = 0;
        for (int number = 0; number < DAMAGES; number++) {
            Path file = files.get(number % files.size());
            damage(file, random);
            for (Commands.Result result : List.of(Commands.run("export", run, "--checkpoint", "last", "--to", folder.resolve("out")),
                    Commands.run("eval", run, "--checkpoint", "last", "--text", text),
                    Commands.run("inspect", "--model", newest, "--text", text))) {
                assertThat(result.exitCode()).as("%s: %s%s", file, result.out(), result.err()).isEqualTo(6);
                assertThat(result.err()).contains(newest.toString(), "damaged").doesNotContain("\tat ");
                named++;
            }
            Files.writeString(run.resolve("run.json"), Files.readString(state).replace("\"DONE\"", "\"STOPPED\""));
            Commands.Result resumed = Commands.run("resume", run, "--json").ok();
            assertThat(resumed.out()).contains("\"state\":\"done\"");
            assertThat(run.resolve("checkpoints/step-10.broken")).as("%s was set aside", file).isDirectory();
            assertThat(Files.readString(run.resolve("events.jsonl")).lines().filter(line -> line.contains("Checkpoint step-10 is broken")))
                    .hasSize(number + 1);
            named++;
            AtomicFile.deleteFolder(run.resolve("checkpoints/step-10.broken"));
            AtomicFile.deleteFolder(newest);
            Commands.copyOf(whole, newest);
        }
        System.out.printf("%d damages, named or set aside %d of %d times%n", DAMAGES, named, 4 * DAMAGES);
    }
}
