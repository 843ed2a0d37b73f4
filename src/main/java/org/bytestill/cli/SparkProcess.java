package org.bytestill.cli;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;

/**
 * The driver of a Spark job in a process of its own: Spark's libraries are never on this program's class path. It is started from
 * {@code SPARK_HOME/jars}, which may be Spark's own folder or one filled from Maven.
 * Settings of Spark are given as properties: {@code JAVA_OPTS=-Dspark.executor.memory=8g}.
 */
final class SparkProcess {
    private static final String MAIN = "org.bytestill.spark.SparkConvert";
    private static final String HOME = "SPARK_HOME";
    private static final String JAR = "bytestill-spark.jar";
    /** Packages of Java that Spark opens by reflection. */
    private static final List<String> OPENED = List.of("java.lang", "java.lang.invoke", "java.lang.reflect", "java.io", "java.net",
            "java.nio", "java.util", "java.util.concurrent", "java.util.concurrent.atomic", "sun.nio.ch", "sun.nio.cs",
            "sun.security.action", "sun.util.calendar");

    private SparkProcess() {}

    /** @param arguments the whole command line, that of {@code convert} */
    static ExitCode run(String master, List<String> arguments, Terminal terminal) throws IOException, InterruptedException {
        Path spark = sparkHome();
        Path lib = library();
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        System.getProperties().stringPropertyNames().stream().filter(name -> name.matches("(spark|bytestill)\\..*")).sorted()
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-cp", lib.resolveSibling("spark").resolve(JAR) + File.pathSeparator + spark.resolve("jars").resolve("*"),
                MAIN, master, lib.toString()));
        command.addAll(withoutCluster(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putIfAbsent("SPARK_SCALA_VERSION", "2.13"); // or executors look for the folders of a build
        Process process = builder.start();
        Thread end = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(end);
        int code = process.waitFor();
        terminal.note(code == 0 ? "The cluster has converted all shards."
                : "The cluster's driver ended with code %d. The same command again goes on from the finished shards.", code);
        return code == 0 ? ExitCode.OK : ExitCode.INTERNAL_ERROR;
    }

    private static Path sparkHome() {
        String named = System.getenv(HOME) == null ? System.getProperty(HOME, "") : System.getenv(HOME);
        if (named.isBlank() || !Files.isDirectory(Path.of(named).resolve("jars"))) {
            throw UserError.badInput("%s %s. Set it to the folder of a Spark 4, which has a folder jars, the same on all machines.", HOME,
                    named.isBlank() ? "is not set" : "names " + named + ", which has no folder jars");
        }
        return Path.of(named);
    }

    /** The folder of this program's libraries. */
    private static Path library() {
        try {
            Path own = Path.of(SparkProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toAbsolutePath();
            Path job = own.getParent().resolveSibling("spark").resolve(JAR);
            if (!Files.isRegularFile(job)) {
                throw UserError.badInput("%s is not there: this Bytestill was built without Spark. Build it with `mvn -Pspark package`.",
                        job);
            }
            return own.getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> withoutCluster(List<String> arguments) {
        List<String> left = new ArrayList<>(arguments.subList(arguments.indexOf("convert") + 1, arguments.size()));
        int at = left.indexOf("--cluster");
        if (at >= 0) {
            left.subList(at, Math.min(left.size(), at + 2)).clear();
        }
        left.removeIf(argument -> argument.startsWith("--cluster="));
        return left;
    }
}
