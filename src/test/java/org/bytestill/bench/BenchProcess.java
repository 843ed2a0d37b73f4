package org.bytestill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A process that measures itself, so that its peak memory is its own, and prints a JSON object as its last line. */
final class BenchProcess {
    private BenchProcess() {}

    /** A Java process with the options that {@code bin/bytestill} gives a command; what it printed last. */
    static JsonNode java(Class<?> main, String... arguments) throws IOException, InterruptedException {
        return java(List.of(), main, arguments);
    }

    /** The same with further options of Java. */
    static JsonNode java(List<String> options, Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xms32m",
                        "-DOPT_OUT_TRACKING=true", "-cp", System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "1"); // as bin/bytestill does
        return lastLine(builder);
    }

    /** Prints what a process measured, as {@link #lastLine} reads it. */
    static void print(Map<String, ?> measured) throws IOException {
        System.out.println(new ObjectMapper().writeValueAsString(measured));
    }

    /** Runs a process to its end; what it printed last. */
    static JsonNode lastLine(ProcessBuilder builder) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("bench", ".txt");
        try {
            Process process = builder.redirectError(errors.toFile()).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor()).as("%s: %s%n%s", builder.command().get(builder.command().size() - 1), output,
                    Files.readString(errors)).isZero();
            return new ObjectMapper().readTree(output.substring(output.lastIndexOf('\n') + 1));
        } finally {
            Files.delete(errors);
        }
    }

    /** Of the updates after the first, which makes moments and compiles, the fastest, which other work on the machine disturbed least. */
    static double fastestSeconds(JsonNode measured) {
        return fastest(measured.get("seconds"));
    }

    /** The same of CPU time, all threads together: what is left to compare by while the machine has other work. */
    static double fastestCpuSeconds(JsonNode measured) {
        return fastest(measured.get("cpu_seconds"));
    }

    private static double fastest(JsonNode updates) {
        return StreamSupport.stream(updates.spliterator(), false).skip(1).mapToDouble(JsonNode::asDouble).min().orElseThrow();
    }

    /** CPU time of this process so far, of all its threads. */
    static double cpuSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    /** Peak resident memory of this process so far. */
    static long peakBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10).findFirst().orElse(0);
    }
}
