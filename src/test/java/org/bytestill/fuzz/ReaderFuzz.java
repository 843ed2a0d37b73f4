package org.bytestill.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * One reader and damaged files: whatever they hold, it gives what it read or a {@link UserError} with a short message, within two seconds,
 * and touches no file outside. A subclass, in the package of the reader, gives seeds and reads. Two thousand inputs in every build, a
 * million by {@code mvn test -Pbench -Dtest='*FuzzTest'}, in a process of its own ({@link FuzzProcess}); an input that failed is kept in
 * {@code target/fuzz}.
 */
public abstract class ReaderFuzz {
    private static final int INPUTS = 2000;
    private static final int SAID_EVERY = 50_000;
    private static final int MANY_INPUTS = Integer.getInteger("fuzz.inputs", 1_000_000);
    /** Of computing, whatever else the machine does, and of waiting for another process. */
    private static final long LONGEST_NANOS = 2_000_000_000L;
    private static final long LONGEST_WAIT_NANOS = 60_000_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int LONGEST_MESSAGE = 5000;

    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<String, String> failures = new TreeMap<>();

    /** Whole files that the reader accepts. */
    protected abstract List<byte[]> seeds() throws IOException;

    /** Writes the content where the reader looks for it, below the folder, and reads all that depends on it. */
    protected abstract void read(byte[] content, Path folder) throws Exception;

    /** Inputs of the build for one that takes longer than milliseconds. */
    protected int inputs() {
        return INPUTS;
    }

    /** Writes a file anew: to empty one that was just written takes some file systems a third of a millisecond. */
    protected static Path put(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        return Files.write(file, content);
    }

    @Test
    void damagedFilesAreReadOrTold(@TempDir Path temporary) throws Exception {
        run(inputs(), temporary);
    }

    @Tag("bench")
    @Test
    void aMillionDamagedFilesAreReadOrTold(@TempDir Path temporary) throws Exception {
        FuzzProcess.run(getClass(), MANY_INPUTS, temporary);
    }

    /** What came of so many inputs: how many were read, how many told. */
    Map<String, Integer> run(int inputs, Path temporary) throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("inside"));
        Path outside = Files.writeString(temporary.resolve("x"), "precious");
        List<byte[]> seeds = seeds();
        Logger log = (Logger) LoggerFactory.getLogger("org.bytestill");
        Level level = log.getLevel();
        log.setLevel(Level.OFF); // a line for every input
        try {
            for (byte[] seed : seeds) {
                read(seed, folder);
            }
            for (int number = 0; number < inputs; number++) {
                tryOne(number, Mutation.of(seeds.get(number % seeds.size()), new Random(number)), folder);
                if ((number + 1) % SAID_EVERY == 0) {
                    System.out.printf("%,d inputs, %s%n", number + 1, outcomes);
                }
            }
        } finally {
            log.setLevel(level);
        }
        assertThat(failures).as("inputs that gave no named error, of %s", outcomes).isEmpty();
        assertThat(outside).hasContent("precious");
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).as("nothing else was written").containsExactlyInAnyOrder("inside",
                    "x");
        }
        return outcomes;
    }

    private void tryOne(int number, byte[] content, Path folder) throws IOException {
        long started = System.nanoTime();
        long computed = THREADS.getCurrentThreadCpuTime();
        try {
            read(content, folder);
            count("read");
        } catch (UserError e) {
            count("told");
            if (e.getMessage().length() > LONGEST_MESSAGE) {
                failed(number, content, "a message of " + e.getMessage().length() + " characters");
            }
        } catch (Exception | Error e) {
            failed(number, content, e + " at " + place(e));
        }
        if (THREADS.getCurrentThreadCpuTime() - computed > LONGEST_NANOS || System.nanoTime() - started > LONGEST_WAIT_NANOS) {
            failed(number, content, "took longer than two seconds");
        }
    }

    private void count(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    private static String place(Throwable e) {
        List<String> places = new ArrayList<>();
        for (StackTraceElement element : e.getStackTrace()) {
            if (element.getClassName().startsWith("org.bytestill") && places.size() < 3) {
                places.add(element.getFileName() + ":" + element.getLineNumber());
            }
        }
        return String.join(" < ", places);
    }

    private void failed(int number, byte[] content, String what) throws IOException {
        count("failed");
        String kind = what.replaceAll("\\d+", "N");
        if (!failures.containsKey(kind) && failures.size() < 20) {
            Path kept = Files.createDirectories(Path.of("target/fuzz")).resolve(getClass().getSimpleName() + "-" + number);
            Files.write(kept, content);
            failures.put(kind, what + " (" + kept + ")");
        }
    }

    /** A file of the goldens. */
    protected static byte[] golden(String name) throws IOException {
        return Files.readAllBytes(Path.of("src/test/resources/goldens").resolve(name));
    }

    /** Copies the files of a model that are not in the folder yet. */
    protected static void copyModel(String golden, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/goldens").resolve(golden))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(file.getFileName());
                if (!Files.exists(target)) {
                    Files.copy(file, target);
                }
            }
        }
    }
}
