package org.bytestill.soak;

import com.sun.jna.Memory;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.inspect.InspectionRequest;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.engine.reading.InspectedModel;
import org.bytestill.engine.run.Run;
import org.bytestill.export.ExportFormats;
import org.bytestill.export.WeightType;
import org.bytestill.run.RunState;

/**
 * A process that does for long what a window left open does: it trains, pauses, inspects, resumes, stops, resumes, exports, in turns, each
 * on a folder of its own, and writes after every turn what it holds. {@code FOLDER MINUTES TURNS SHARE LEAKS}: it ends after so many
 * minutes and turns, whichever comes last; works for that share of the time and rests for the others; and forgets on purpose to give
 * something back, to show that this is seen, if LEAKS is {@code leaking}. {@link SoakFaultsTest} starts it.
 */
public final class SoakProcess {
    private static final Path SAMPLE = Path.of("sample-data").toAbsolutePath();
    private static final String[] OBJECTIVES = {"covering", "bld", "one-to-one"};
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final List<Object> LEAKED = new ArrayList<>();

    private final Path folder;
    private final TrainingEngine engine = new TrainingEngine();

    private SoakProcess(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        long started = System.nanoTime();
        long until = started + Duration.ofMinutes(Long.parseLong(arguments[1])).toNanos();
        int turns = Integer.parseInt(arguments[2]);
        double share = Double.parseDouble(arguments[3]);
        Path table = Files.writeString(folder.resolve("soak.csv"), SoakSample.header() + "\n");
        SoakProcess process = new SoakProcess(folder);
        for (int turn = 1; turn <= turns || System.nanoTime() < until; turn++) {
            long begun = System.nanoTime();
            process.turn(turn);
            if (arguments[4].equals("leaking")) {
                leak();
            }
            String line = SoakSample.now((System.nanoTime() - started) / 6e10, turn).line();
            Files.writeString(table, line + "\n", StandardOpenOption.APPEND);
            LockSupport.parkNanos((long) ((System.nanoTime() - begun) * (1 / share - 1)));
        }
        process.engine.close();
    }

    private void turn(int turn) throws Exception {
        Path at = folder.resolve("run-" + turn);
        Run run = engine.start(config(OBJECTIVES[turn % OBJECTIVES.length]), SAMPLE, at);
        await(run, () -> run.metrics().training().size() >= 3);
        run.pause();
        await(run, () -> run.progress().state() == RunState.PAUSED);
        inspect(at);
        run.resume();
        await(run, () -> run.metrics().training().size() >= 8);
        run.stop(true);
        require(run.awaitEnd(LONGEST) && run.progress().state() == RunState.STOPPED, run);
        Run resumed = engine.resume(at);
        inspect(at);
        require(resumed.awaitEnd(LONGEST) && resumed.progress().state() == RunState.DONE, resumed);
        require(engine.runs(folder).size() == 1, resumed);
        Path target = folder.resolve("export-" + turn);
        ExportRequest request = new ExportRequest(at, "last", target, ExportFormats.ALL.get(0), WeightType.FLOAT32);
        require(engine.export(request, (done, total) -> true).get().proof().proven(), resumed);
        delete(at);
        delete(target);
    }

    private static RunConfig config(String objective) {
        RunConfig config = RunConfigFile.read(SAMPLE.resolve("quick.yaml"));
        for (String[] change : new String[][] {{"objective", objective}, {"text.max_train_bytes", "4096"},
            {"text.max_validation_bytes", "1024"}, {"evaluation.agreement_bytes", "512"}, {"training.updates", "24"},
            {"training.step1_updates", "6"},
            {"training.batch_documents", "2"}, {"training.micro_batch_documents", "1"}, {"evaluation.every_updates", "12"},
            {"checkpoint.every_updates", "6"}, {"checkpoint.keep_last", "12"}, {"hardware.threads", "1"}}) {
            config = RunConfigFile.with(config, change[0], change[1]);
        }
        return config;
    }

    /** The newest checkpoint beside the teacher, as the window's inspector does. */
    private void inspect(Path run) throws Exception {
        Path checkpoint;
        try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
            checkpoint = checkpoints.filter(path -> path.getFileName().toString().matches("step-\\d+"))
                    .max(Comparator.comparingInt(path -> Integer.parseInt(path.getFileName().toString().substring(5)))).orElseThrow();
        }
        byte[] text = Arrays.copyOf(Files.readAllBytes(SAMPLE.resolve("text/validation.txt")), 120);
        Inspection inspection = engine.inspector().inspect(new InspectionRequest(text,
                new InspectedModel(SAMPLE.resolve("teacher"), ConverterSettings.beam(10, 0.01)),
                new InspectedModel(checkpoint, ConverterSettings.beam(10, 0.01))), (done, total) -> true).get();
        if (inspection.comparison().size() != text.length) {
            throw new IllegalStateException("inspected " + inspection.comparison().size());
        }
    }

    private static void await(Run run, BooleanSupplier condition) {
        long until = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            require(System.nanoTime() < until && !run.progress().state().isEnded(), run);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static void require(boolean condition, Run run) {
        if (!condition) {
            throw new IllegalStateException(run.folder() + " is " + run.progress());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Of each kind that is measured. */
    private static void leak() throws IOException {
        LEAKED.add(new byte[1 << 20]);
        Memory memory = new Memory(8 << 20);
        memory.setMemory(0, memory.size(), (byte) 1);
        LEAKED.add(memory);
        Thread thread = new Thread(LockSupport::park, "leaked");
        thread.setDaemon(true);
        thread.start();
        LEAKED.add(new FileInputStream("/dev/null"));
    }
}
