package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bytestill.util.Sha256;

/** Commands as processes of their own that are killed at random moments, and what their folders hold. */
final class Killed {
    private static final int LONGEST_MINUTES = 3;

    private final Path folder;
    private final Random random;
    private int kills;

    /** @param folder for the output of the processes */
    Killed(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
    }

    int kills() {
        return kills;
    }

    /** Runs a command and kills it within so many milliseconds; true if it had ended before, with exit code 0. */
    boolean run(int mostMillis, String... command) throws Exception {
        Process process = Commands.start(folder, command);
        boolean ended = process.waitFor(random.nextInt(mostMillis), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
            kills++;
            return false;
        }
        assertThat(process.exitValue()).as("%s: %s", String.join(" ", command), said()).isZero();
        return true;
    }

    /** Runs a command to its end; its exit code. */
    int finish(String... command) throws Exception {
        Process process = Commands.start(folder, command);
        assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    String said() throws IOException {
        return Files.readString(folder.resolve("messages"));
    }

    /** Names and hashes of the files of weights, moments and teacher bytes below a folder. */
    static TreeMap<String, String> hashes(Path folder, Set<String> below) throws IOException {
        TreeMap<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).filter(file -> file.toString().endsWith(".safetensors")).toList()) {
                String name = folder.relativize(file).toString();
                if (below.isEmpty() || below.stream().anyMatch(name::startsWith)) {
                    hashes.put(name, Sha256.of(file));
                }
            }
        }
        return hashes;
    }

    /** Files that only a process at work may have. */
    static Stream<Path> leftovers(Path folder) throws IOException {
        return Files.walk(folder).filter(file -> file.getFileName().toString().endsWith(".tmp") || file.endsWith("run.lock"));
    }
}
