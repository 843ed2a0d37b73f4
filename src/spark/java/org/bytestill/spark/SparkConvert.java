package org.bytestill.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The Spark job of a conversion: {@code MASTER LIB ARGUMENTS}, where LIB is the folder of Bytestill's libraries on every machine and
 * ARGUMENTS are those of {@code bytestill convert}. A task is a shard, which it computes with the code of one machine and commits by giving
 * a whole file its name on the shared drive; so tasks may be retried, run twice or die, and a driver that is started again goes on from
 * the finished shards. MASTER is {@code -} under {@code spark-submit}, which has said it already.
 */
public final class SparkConvert {
    /** Names a file to which every committed shard appends its number and its process; for tests. */
    static final String COMMITS = "BYTESTILL_COMMITS";

    private SparkConvert() {}

    public static void main(String[] arguments) {
        String lib = arguments[1];
        String[] convert = Arrays.copyOfRange(arguments, 2, arguments.length);
        SparkConf conf = new SparkConf().setAppName("Bytestill convert").setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.task.maxFailures", "8").setIfMissing("spark.driver.bindAddress", "0.0.0.0");
        if (!arguments[0].equals("-")) {
            // The executors need this class, as spark-submit would bring it.
            conf.setMaster(arguments[0]).setJars(new String[] {own()});
        }
        int threads = conf.getInt("spark.task.cpus", 1);
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            LocalCode local = LocalCode.open(lib, convert, threads);
            List<Integer> missing = Arrays.stream(local.missing()).boxed().collect(Collectors.toList());
            System.err.println(missing.size() + " shards are missing.");
            if (!missing.isEmpty()) {
                long committed = spark.parallelize(missing, missing.size()).map(shard -> commit(lib, convert, threads, shard)).collect()
                        .stream().filter(done -> done).count();
                System.err.println(committed + " of " + missing.size() + " shards were committed by the tasks that count.");
            }
            System.out.println(local.finish());
        }
    }

    private static boolean commit(String lib, String[] convert, int threads, int shard) throws IOException {
        boolean committed = LocalCode.open(lib, convert, threads).compute(shard);
        String log = System.getenv(COMMITS);
        if (committed && log != null) {
            Files.write(Path.of(log), (shard + " " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return committed;
    }

    private static String own() {
        return SparkConvert.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
