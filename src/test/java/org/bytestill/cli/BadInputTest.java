package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bytestill.cli.Commands.Result;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.Control;
import org.bytestill.run.RunFolder;
import org.bytestill.util.DiskSpace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What people get wrong: each one message with place, cause and cure, its exit code, and nothing half-written. */
class BadInputTest {
    @TempDir
    Path folder;
    private Path text;

    @BeforeEach
    void writeText() throws IOException {
        text = Files.writeString(folder.resolve("text.txt"), "The license may be held.\n");
    }

    private static void assertMistake(Result result, ExitCode code, String... words) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(code.code());
        assertThat(result.err()).contains(words).doesNotContain("\tat ").doesNotContain("Exception").doesNotContain("%s");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aModelFolderThatDoesNotExist() {
        assertMistake(Commands.run("eval", folder.resolve("none"), "--text", text, "--json"), ExitCode.BAD_INPUT, "none");
        assertMistake(Commands.run("convert", "--teacher", folder.resolve("none"), "--text", text, "--out", folder.resolve("rows")),
                ExitCode.BAD_INPUT, "none");
        assertThat(folder.resolve("rows")).doesNotExist();
    }

    @Test
    void aModelFolderWithoutWeights() throws IOException {
        Path model = Commands.copyOf(Commands.TEACHER, folder.resolve("model"));
        Files.delete(model.resolve("model.safetensors"));
        assertMistake(Commands.run("inspect", "--model", model, "--text", text, "--dense", folder.resolve("p.safetensors")),
                ExitCode.BAD_INPUT,
                "model.safetensors", model.toString());
        assertThat(folder.resolve("p.safetensors")).doesNotExist();
    }

    @Test
    void aTruncatedModelFile() throws IOException {
        Path model = Commands.copyOf(Commands.TEACHER, folder.resolve("model"));
        Path weights = model.resolve("model.safetensors");
        try (FileChannel channel = FileChannel.open(weights, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(weights) / 2);
        }
        assertMistake(Commands.run("convert", "--teacher", model, "--text", text, "--out", folder.resolve("rows"), "--json"),
                ExitCode.CORRUPT_FILE,
                weights.toString(), "opy");
        assertThat(folder.resolve("rows")).doesNotExist();
        assertMistake(
                Commands.run("verify", "--model", model, "--reference", Commands.GOLDENS.resolve("models/smollm2/golden.safetensors")),
                ExitCode.CORRUPT_FILE, weights.toString());
    }

    @Test
    void weightsThatAreNotFinite() throws IOException {
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            Path model = Commands.copyOf(Commands.STUDENT, folder.resolve("model" + value));
            overwrite(model.resolve("model.safetensors"), "model.norm.weight", value);
            assertMistake(Commands.run("eval", model, "--text", text, "--json"), ExitCode.BAD_INPUT, "The loss of " + model,
                    "weights are not finite");
            Path run = folder.resolve("run" + value);
            Result training = Commands.run("train", Commands.smallRun(folder), "--run", run, "--set", "student=" + model);
            assertThat(training.exitCode()).as(training.err()).isEqualTo(ExitCode.BAD_INPUT.code());
            assertThat(training.err()).contains("before training", "weights in " + model + " are not finite");
            assertThat(hasCheckpoint(run)).isFalse();
        }
    }

    /** Sets the first number of a bfloat16 tensor: the upper half of a float32. */
    private static void overwrite(Path weights, String tensor, float value) throws IOException {
        byte[] bytes = Files.readAllBytes(weights);
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) file.getLong(0);
        JsonNode entry = new ObjectMapper().readTree(bytes, 8, header).path(tensor);
        assertThat(entry.path("dtype").asText()).isEqualTo("BF16");
        file.putShort(8 + header + entry.path("data_offsets").get(0).asInt(), (short) (Float.floatToRawIntBits(value) >>> 16));
        Files.write(weights, bytes);
    }

    @Test
    void aTokenizerOfAnUnknownType() throws IOException {
        Path model = Commands.copyOf(Commands.TEACHER, folder.resolve("model"));
        Files.writeString(model.resolve("tokenizer.json"),
                "{\"version\": \"1.0\", \"added_tokens\": [], \"model\": {\"type\": \"WordPiece\", \"vocab\": {\"a\": 0}}}");
        assertMistake(Commands.run("convert", "--teacher", model, "--text", text, "--out", folder.resolve("rows")), ExitCode.BAD_INPUT,
                "tokenizer.json",
                "WordPiece");
        assertThat(folder.resolve("rows")).doesNotExist();
    }

    @Test
    void anEmptyTextFile() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.txt"));
        assertMistake(Commands.run("convert", "--teacher", Commands.TEACHER, "--text", empty, "--out", folder.resolve("rows")),
                ExitCode.BAD_INPUT,
                "empty.txt is empty");
        assertMistake(Commands.run("inspect", "--model", Commands.TEACHER, "--text", empty), ExitCode.BAD_INPUT, "empty.txt is empty");
        assertThat(folder.resolve("rows")).doesNotExist();
    }

    @Test
    void theRootOfTheFileSystemWhereAFileOrAModelIsMeant() throws IOException {
        String root = folder.getRoot().toString();
        assertMistake(Commands.run("train", Commands.smallRun(folder), "--run", folder.resolve("run"), "--set", "text.train=" + root),
                ExitCode.BAD_INPUT, root + " is a folder; name the text files in it (");
        assertMistake(Commands.run("convert", "--teacher", Commands.TEACHER, "--text", root, "--out", folder.resolve("rows")),
                ExitCode.BAD_INPUT, root + " is a folder; name the text files in it (");
        assertMistake(Commands.run("train", Commands.smallRun(folder), "--run", folder.resolve("run"), "--set", "student=" + root),
                ExitCode.BAD_INPUT, root);
        assertMistake(Commands.run("init", root, "--text", text), ExitCode.BAD_INPUT, root + " is a folder. Name a file to be written.");
        assertMistake(Commands.run("inspect", "--model", Commands.TEACHER, "--text", root), ExitCode.BAD_INPUT, root + " is a folder");
        assertMistake(Commands.run("export", root, "--to", folder.resolve("out")), ExitCode.BAD_INPUT, root);
        assertMistake(Commands.run("status", root), ExitCode.BAD_INPUT, root);
        assertThat(folder.resolve("rows")).doesNotExist();
    }

    @Test
    void anAdapterThatNamesTheRootAsItsBase() throws IOException {
        String root = folder.getRoot().toString();
        Path adapter = Files.createDirectory(folder.resolve("adapter"));
        Files.writeString(adapter.resolve("adapter_config.json"),
                "{\"peft_type\": \"LORA\", \"base_model_name_or_path\": \"" + root.replace("\\", "/") + "\"}");
        assertMistake(Commands.run("eval", adapter, "--text", text), ExitCode.BAD_INPUT, root);
    }

    @Test
    void textThatIsNotUtf8WorksAndIsKept() throws IOException {
        Path odd = Files.write(folder.resolve("odd.txt"), new byte[] {'a', (byte) 0xE9, 'b', (byte) 0xFF, '.'});
        Result result = Commands.run("convert", "--teacher", Commands.TEACHER, "--text", odd, "--method", "cover", "--out",
                folder.resolve("rows"), "--json").ok();
        assertThat(result.object().path("bytes").asInt()).isEqualTo(5);
        assertThat(result.err()).contains("odd.txt is not UTF-8").contains("0xE9 at offset 1");
        List<Integer> bytes = Commands.run("inspect", "--model", Commands.TEACHER, "--text", odd, "--json").ok().objects().stream()
                .map(row -> row.path("byte").asInt()).toList();
        assertThat(bytes).containsExactly(0x61, 0xE9, 0x62, 0xFF, 0x2E);
    }

    @Test
    void anUnknownKeyInTheConfiguration() throws IOException {
        Path yaml = Commands.smallRun(folder);
        Files.writeString(yaml, Files.readString(yaml) + "lerning_rate: 0.1\n");
        assertMistake(Commands.run("train", yaml, "--run", folder.resolve("run"), "--json"), ExitCode.BAD_INPUT, "run.yaml, line 10",
                "\"lerning_rate\"", "did you mean \"training.learning_rate\"?");
        assertThat(folder.resolve("run")).doesNotExist();
        assertMistake(Commands.run("check", folder.resolve("none.yaml")), ExitCode.BAD_INPUT, "none.yaml: no such file", "bytestill init");
    }

    @Test
    void aValueOnTheCommandLineThatIsNotAllowed() throws IOException {
        Path yaml = Commands.smallRun(folder);
        assertMistake(Commands.run("train", yaml, "--run", folder.resolve("run"), "--set", "training.updates=none"), ExitCode.BAD_INPUT,
                "training.updates",
                "\"none\"", "a whole number, at least 1");
        assertMistake(Commands.run("train", yaml, "--run", folder.resolve("run"), "--set", "updates"), ExitCode.BAD_INPUT, "KEY=VALUE");
        assertMistake(Commands.run("eval", Commands.TEACHER, "--text", text, "--threshold", "2"), ExitCode.BAD_INPUT, "threshold is 2.0");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void aConfigurationThatCannotStartTellsAllItsMistakes() throws IOException {
        Path yaml = Commands.smallRun(folder);
        Result result = Commands.run("train", yaml, "--run", folder.resolve("run"), "--set", "training.micro_batch_documents=3", "--set",
                "text.train=no.txt",
                "--set", "student=");
        assertMistake(result, ExitCode.BAD_INPUT, "2 documents are no multiple of 3", "no.txt: no such text file", "No student is chosen");
        assertThat(result.err().lines()).hasSize(3);
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void aRunThatNeedsMoreMemoryThanTheMachineHas() throws IOException {
        assertMistake(
                Commands.run("train", Commands.smallRun(folder), "--run", folder.resolve("run"), "--set",
                        "training.batch_documents=100000000", "--set",
                        "training.micro_batch_documents=100000000"),
                ExitCode.WILL_NOT_FIT, "GiB of memory; this machine has", "training.micro_batch_documents");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void anUnknownCommandOrOption() {
        assertMistake(Commands.run("trian"), ExitCode.BAD_INPUT, "trian", "train");
        assertMistake(Commands.run("convert", "--techer", "x"), ExitCode.BAD_INPUT, "--help");
        assertMistake(Commands.run("convert", "--teacher", Commands.TEACHER, "--text", Commands.GOLDENS.resolve("bytes/text.txt"), "--out",
                folder.resolve("tokens"), "--rows", "tokens", "--shard", "1/2"), ExitCode.BAD_INPUT, "--rows bytes");
    }

    @Test
    void aFolderThatCannotBeWritten() throws IOException {
        // For root no folder is read-only; below a file nobody can write.
        Path file = Files.writeString(folder.resolve("file"), "x");
        Path below = file.resolve("below");
        assertMistake(Commands.run("convert", "--teacher", Commands.TEACHER, "--text", text, "--out", below), ExitCode.DISK,
                below.toString());
        assertMistake(Commands.run("init", below), ExitCode.DISK, below.toString());
        assertMistake(Commands.run("inspect", "--model", Commands.TEACHER, "--text", text, "--method", "cover", "--dense", below),
                ExitCode.DISK, below.toString());
        assertMistake(Commands.run("train", Commands.smallRun(folder), "--run", below), ExitCode.BAD_INPUT, below.toString(), "is a file");
        assertThat(Files.readString(file)).isEqualTo("x");
    }

    @Test
    void aFullDisk() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(mounted(disk, "64k"), "only root may make a small disk");
        try {
            Path rows = disk.resolve("rows");
            assertMistake(Commands.run("convert", "--teacher", Commands.TEACHER, "--text", Commands.GOLDENS.resolve("bytes/text.txt"),
                    "--method", "cover",
                    "--coverage", "1", "--out", rows, "--json"), ExitCode.DISK, rows.toString(), "Free space");
            try (Stream<Path> files = Files.exists(rows) ? Files.list(rows) : Stream.empty()) {
                assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("shard"));
            }
            assertMistake(Commands.run("train", Commands.smallRun(folder), "--run", disk.resolve("run")), ExitCode.DISK, "MB are free",
                    "Free space");
            assertThat(disk.resolve("run")).doesNotExist();
        } finally {
            unmount(disk);
        }
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(DiskSpace.usableBytes(file)).isLessThan(block.length);
        }
    }

    private static boolean hasCheckpoint(Path run) throws IOException {
        if (!Files.isDirectory(run.resolve("checkpoints"))) {
            return false;
        }
        try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
            return checkpoints.anyMatch(path -> path.getFileName().toString().matches("step-\\d+"));
        }
    }

    private static void unmount(Path disk) throws Exception {
        // Lazily: files stay mapped until the garbage collector comes by.
        assertThat(new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor()).isZero();
    }

    private static boolean mounted(Path disk, String size) throws InterruptedException {
        try {
            return new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }

    @Test
    void aDiskThatFillsUpWhileTrainingIsWaitedForAndTheWaysOutAreTold() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(mounted(disk, "40m"), "only root may make a small disk");
        try {
            Path run = disk.resolve("run");
            Path yaml = Commands.smallRun(folder);
            CompletableFuture<Result> training = CompletableFuture
                    .supplyAsync(() -> Commands.run("train", yaml, "--run", run, "--set", "training.updates=1000000",
                            "--set", "checkpoint.keep_last=1", "--json"));
            await().atMost(Duration.ofMinutes(1)).until(() -> hasCheckpoint(run));
            fill(disk.resolve("filler"));
            AtomicLong written = new AtomicLong();
            await().during(Duration.ofSeconds(2)).atMost(Duration.ofMinutes(1)).until(() -> {
                long size = Files.size(run.resolve("metrics.jsonl"));
                return written.getAndSet(size) == size;
            });
            assertThat(training).as("it waits").isNotDone();
            Files.delete(disk.resolve("filler"));
            Control.send(new RunFolder(run), Control.Request.STOP);
            Result result = training.get(1, TimeUnit.MINUTES).ok();
            assertThat(result.err()).contains("The run waits, with everything in memory", "resume " + run + " --unsaved", "press Enter")
                    .doesNotContain("\tat ");
            assertThat(Commands.run("status", run, "--json").ok().object().path("checkpoints").size()).as("what was saved is kept")
                    .isGreaterThanOrEqualTo(2);
        } finally {
            unmount(disk);
        }
    }

    @Test
    void aRunThatIsNone() {
        for (String command : List.of("status", "resume", "pause", "stop")) {
            assertMistake(Commands.run(command, folder, "--json"), ExitCode.BAD_INPUT, folder + " holds no run");
        }
        assertMistake(Commands.run("export", folder, "--to", folder.resolve("out")), ExitCode.BAD_INPUT, "holds no run");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aNumberThatMakesNoSenseIsNamed() {
        Path rows = folder.resolve("rows");
        assertMistake(Commands.run("eval", Commands.STUDENT, "--text", text, "--agreement-bytes", "-5"), ExitCode.BAD_INPUT, "-5 bytes");
        assertMistake(Commands.run("eval", Commands.STUDENT, "--text", text, "--document-bytes", "-1"), ExitCode.BAD_INPUT, "-1 bytes");
        assertMistake(Commands.run("convert", "--teacher", Commands.TEACHER, "--text", text, "--out", rows, "--kv-gib", "-1"),
                ExitCode.BAD_INPUT, "-1.0 GiB");
        assertMistake(Commands.run("convert", "--teacher", Commands.TEACHER, "--text", text, "--out", rows, "--kv-gib", "NaN"),
                ExitCode.BAD_INPUT, "NaN GiB");
        assertMistake(Commands.run("convert", "--teacher", Commands.TEACHER, "--text", text, "--out", rows, "--max-bytes", "-7"),
                ExitCode.BAD_INPUT, "-7 bytes");
        assertMistake(Commands.run("audit", "--teacher", Commands.TEACHER, "--text", text, "--width", ","), ExitCode.BAD_INPUT,
                "needs a width");
        assertThat(rows).doesNotExist();
    }

    @Test
    void aFileInPlaceOfAFolderIsNamed() {
        assertMistake(Commands.run("convert", "--teacher", Commands.TEACHER, "--text", text, "--out", text), ExitCode.DISK,
                text + " cannot be made: there is a file " + text + ".");
        assertMistake(Commands.run("inspect", "--model", text, "--text", text), ExitCode.BAD_INPUT, text + " is a file, no model.");
        Result convert = Commands.run("convert", "--teacher", Commands.TEACHER, "--text", text, "--out", "/proc/x");
        assertThat(convert.err()).doesNotContain("/proc/x cannot be made: /proc/x.");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRunWhereNoFilesAreKeptIsToldSo() throws IOException {
        assertMistake(Commands.run("train", Commands.smallRun(folder), "--run", "/proc/run"), ExitCode.BAD_INPUT,
                "The run’s folder /proc/run cannot be made: /proc is not a disk. Choose another folder.");
    }

    @Test
    void tooLittleRoomAtTheStartEndsAsAFullDiskDoes() throws IOException {
        Path yaml = Commands.smallRun(folder);
        String[] much = {"--set", "checkpoint.keep_last=100000000", "--run", folder.resolve("run").toString()};
        assertMistake(Commands.run("train", yaml, much[0], much[1], much[2], much[3]), ExitCode.DISK, "MB are free at");
        assertThat(Commands.run("check", yaml, much[0], much[1], much[2], much[3]).exitCode()).isEqualTo(ExitCode.DISK.code());
    }
}
