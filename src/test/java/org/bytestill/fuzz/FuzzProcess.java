package org.bytestill.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process that does nothing but to try a reader with damaged files, in 512 MB: {@code CLASS INPUTS FOLDER}. If a reader ends it, its
 * exit code says so; the last line of its output says what came of the inputs.
 */
public final class FuzzProcess {
    private FuzzProcess() {}

    public static void main(String[] arguments) throws Exception {
        Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
        constructor.setAccessible(true);
        ReaderFuzz reader = (ReaderFuzz) constructor.newInstance();
        int inputs = Integer.parseInt(arguments[1]);
        long started = System.nanoTime();
        Map<String, Integer> outcomes = reader.run(inputs, Path.of(arguments[2]));
        System.out.printf("%s: %,d inputs in %.0f s, %s%n", reader.getClass().getSimpleName(), inputs, (System.nanoTime() - started) / 1e9,
                outcomes);
    }

    /** Runs it to its end, on one core, and prints what it said last. */
    static void run(Class<?> reader, int inputs, Path folder) throws Exception {
        Path output = Files.createDirectories(Path.of("target/fuzz")).resolve(reader.getSimpleName() + ".txt");
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:+UseSerialGC", "-DOPT_OUT_TRACKING=true", "-cp", System.getProperty("java.class.path"), FuzzProcess.class.getName(),
                reader.getName(), Integer.toString(inputs), folder.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            int exitCode = process.waitFor();
            List<String> said = Files.readAllLines(output);
            assertThat(exitCode).as(String.join("\n", said)).isZero();
            System.out.println(said.get(said.size() - 1));
        } finally {
            process.destroyForcibly();
        }
    }
}
