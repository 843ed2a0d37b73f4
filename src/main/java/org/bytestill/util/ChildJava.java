package org.bytestill.util;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Another process of this program: the same Java, class path, home and folders of native libraries. For work that may end a process, or
 * that shall show that a process which knows nothing comes to the same.
 */
public final class ChildJava {
    private static final List<String> SAME = List.of("user.home", "java.io.tmpdir", "jna.tmpdir", "DJL_CACHE_DIR", "ENGINE_CACHE_DIR",
            "ai.djl.offline", "bytestill.log", "bytestill.libtorch",
            "bytestill.costs", "bytestill.home");

    /** Which compilers Java may use; tests, which are short, use the first alone. */
    private static final String COMPILER = "-XX:TieredStopAtLevel=";

    private ChildJava() {}

    /** The program that starts Java; an installed program may lack it. */
    public static Path program() {
        return Path.of(System.getProperty("java.home"), "bin",
                System.getProperty("os.name").startsWith("Windows") ? "java.exe" : "java");
    }

    /** False where there is no program to start. */
    public static boolean isThere() {
        return Files.isExecutable(program());
    }

    /**
     * A process that is to be started; what it writes to standard error is dropped.
     *
     * @param options of the virtual machine
     * @param main    the class whose main method runs
     */
    public static ProcessBuilder of(List<String> options, Class<?> main, String... arguments) {
        NativeFolder.prepare();
        List<String> command = new ArrayList<>(List.of(program().toString()));
        // Its counters would lie in the temporary folder for good if it is ended by force, as some are.
        command.add("-XX:-UsePerfData");
        command.addAll(options);
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(option -> option.startsWith(COMPILER))
                .forEach(command::add);
        SAME.stream().filter(name -> System.getProperty(name) != null)
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    /**
     * A process that computes for long, with the options that the start script gives to such a command; the limit of this process's heap
     * holds for it too.
     *
     * @param main the class whose main method runs
     * @param said where it writes what it says, on either stream
     */
    public static ProcessBuilder computing(Class<?> main, Path said, String... arguments) {
        List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xms32m", "-DOPT_OUT_TRACKING=true"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(option -> option.startsWith("-Xmx")).forEach(options::add);
        ProcessBuilder builder = of(options, main, arguments);
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "1");
        return builder.redirectErrorStream(true).redirectOutput(said.toFile());
    }

    /** Whole paths: the process may work in another folder. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> new File(entry).getAbsolutePath())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
