package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bytestill.util.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A standalone Spark cluster of processes on this machine, a master and three workers, converts 64 documents: what it writes is, file by
 * file, what one process writes, also after a worker or the driver was killed. {@code mvn -Pspark verify} builds the job and runs this.
 */
@Tag("spark")
class SparkClusterIT {
    private static final Path PROGRAM = Path.of("target/bytestill").toAbsolutePath();
    private static final Path SPARK = Path.of("target/spark").toAbsolutePath();
    private static final String LOCALHOST = "127.0.0.1";
    private static final String SMALL_SHARDS = "-Dbytestill.shardBytes=4096";
    /** Of 64 documents of 1,024 bytes. */
    private static final int SHARDS = 16;
    private static final Duration LONG = Duration.ofMinutes(15);

    @TempDir
    Path folder;

    private final List<Process> cluster = new ArrayList<>();
    private int port;
    private Path text;

    @BeforeEach
    void startTheCluster() throws Exception {
        assumeTrue(Files.isDirectory(SPARK.resolve("jars")), "Spark is not in target/spark; mvn -Pspark verify brings it.");
        Files.writeString(SPARK.resolve("RELEASE"), "Spark from Maven\n");
        byte[] all = Files.readAllBytes(Path.of("sample-data/text/train.txt"));
        text = Files.createDirectory(folder.resolve("texts"));
        for (int i = 0; i < 64; i++) {
            Files.write(text.resolve(String.format(Locale.ROOT, "%02d.txt", i)), Arrays.copyOfRange(all, 1024 * i, 1024 * (i + 1)));
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(LOCALHOST))) {
            port = free.getLocalPort();
        }
        start("master", "org.apache.spark.deploy.master.Master", "--host", LOCALHOST, "--port", String.valueOf(port), "--webui-port", "0");
        await().atMost(LONG).until(() -> log("master").contains("New state: ALIVE"));
        for (int worker = 1; worker <= 3; worker++) {
            startWorker("worker-" + worker);
        }
    }

    private void startWorker(String name) throws IOException {
        start(name, "org.apache.spark.deploy.worker.Worker", "--host", LOCALHOST, "--webui-port", "0", "--cores", "1", "--memory", "1g",
                "--work-dir", folder.resolve(name).toString(), master());
        await().atMost(LONG).until(() -> log(name).contains("Successfully registered with master"));
    }

    private String master() {
        return "spark://" + LOCALHOST + ":" + port;
    }

    private void start(String name, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
                        SPARK.resolve("jars") + File.separator + "*", main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        cluster.add(withSpark(builder).start());
    }

    private static ProcessBuilder withSpark(ProcessBuilder builder) {
        builder.environment().putAll(Map.of("SPARK_HOME", SPARK.toString(), "SPARK_SCALA_VERSION", "2.13", "SPARK_LOCAL_IP", LOCALHOST));
        return builder;
    }

    private String log(String name) throws IOException {
        Path file = folder.resolve(name + ".log");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    @AfterEach
    void endTheCluster() throws InterruptedException {
        for (Process process : cluster) {
            kill(process);
        }
    }

    private static void kill(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
    }

    private List<String> convert(String out, String... more) {
        List<String> command = new ArrayList<>(List.of(PROGRAM.resolve("bin/bytestill").toString(), "convert", "--teacher",
                Commands.TEACHER.toAbsolutePath().toString(), "--text", text.toString(), "--document-bytes", "1024", "--width", "3",
                "--threshold", "0.1", "--device", "cpu", "--out", folder.resolve(out).toString()));
        command.addAll(List.of(more));
        return command;
    }

    private Process onCluster(String out) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(convert(out, "--cluster", master())).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(out + ".log").toFile()));
        builder.environment().put("JAVA_OPTS", String.join(" ", SMALL_SHARDS, "-Dspark.driver.host=" + LOCALHOST,
                "-Dspark.executor.cores=1", "-Dspark.executor.memory=512m", "-Dspark.speculation=true",
                "-Dspark.executor.extraJavaOptions=" + SMALL_SHARDS,
                "-Dspark.executorEnv.BYTESTILL_COMMITS=" + folder.resolve(out + ".commits")));
        Process process = withSpark(builder).start();
        cluster.add(process);
        return process;
    }

    private void assertEnds(Process process, String name) throws Exception {
        assertThat(process.waitFor(LONG.toMinutes(), TimeUnit.MINUTES)).as(log(name)).isTrue();
        assertThat(process.exitValue()).as(log(name)).isZero();
    }

    /** The shards that were committed, in the order of their commits. */
    private List<String> commits(String out) throws IOException {
        Path file = folder.resolve(out + ".commits");
        return Files.exists(file) ? Files.readAllLines(file).stream().map(line -> line.split(" ")[0]).toList() : List.of();
    }

    private Map<String, String> hashes(String out) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve(out))) {
            for (Path file : files.filter(file -> !file.toString().endsWith(".tmp")).toList()) {
                hashes.put(file.getFileName().toString(), Sha256.of(file));
            }
        }
        return hashes;
    }

    private void assertEqualsLocal(String out) throws IOException {
        assertThat(hashes(out)).isEqualTo(hashes("local")).hasSize(SHARDS + 1);
        assertThat(commits(out)).as("each shard is committed once").hasSize(SHARDS).doesNotHaveDuplicates();
    }

    @Test
    void whateverIsKilledTheClusterWritesWhatOneProcessWrites() throws Exception {
        long started = System.nanoTime();
        ProcessBuilder alone = new ProcessBuilder(convert("local")).redirectErrorStream(true)
                .redirectOutput(folder.resolve("local.log").toFile());
        // One thread, as a task has: sums over more are in another order, and differ in their last digits.
        alone.environment().put("JAVA_OPTS", SMALL_SHARDS + " -XX:ActiveProcessorCount=1");
        assertEnds(alone.start(), "local");
        double local = (System.nanoTime() - started) / 1e9;

        started = System.nanoTime();
        assertEnds(onCluster("plain"), "plain");
        double plain = (System.nanoTime() - started) / 1e9;
        assertEqualsLocal("plain");

        Process withLoss = onCluster("loss");
        await().atMost(LONG).until(() -> commits("loss").size() >= 3);
        kill(cluster.get(1)); // the first worker with its executor
        assertEnds(withLoss, "loss");
        assertEqualsLocal("loss");

        startWorker("worker-4");
        Process driver = onCluster("driver");
        await().atMost(LONG).until(() -> commits("driver").size() >= 3);
        List<String> before = commits("driver");
        kill(driver);
        assertThat(before.size()).as("it was killed in the middle").isLessThan(SHARDS);
        assertEnds(onCluster("driver"), "driver");
        assertEqualsLocal("driver");
        assertThat(commits("driver")).startsWith(before.toArray(String[]::new));
        LoggerFactory.getLogger(SparkClusterIT.class).warn("{}", String.format(Locale.ROOT,
                "One process %.0f s, three workers with the start of Spark %.0f s; %d shards.", local, plain, SHARDS));
    }
}
