package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.bytestill.cli.Commands.Result;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.engine.job.ExportService;
import org.bytestill.export.ExportFormats;
import org.bytestill.export.WeightType;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.train.CheckpointStore;
import org.bytestill.util.FileManifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint is what its manifest says, for every command that reads one. */
class DamagedCheckpointTest {
    @TempDir
    private static Path trained;
    @TempDir
    private Path folder;
    private Path run;
    private Path newest;
    private Path text;

    @BeforeAll
    static void train() throws IOException {
        Commands.run("train", Commands.smallRun(trained), "--run", trained.resolve("run"), "--set", "training.updates=10", "--set",
                "evaluation.every_updates=10", "--json").ok();
    }

    @BeforeEach
    void copyTheRun() throws IOException {
        run = copy(trained.resolve("run"), folder.resolve("run"));
        newest = run.resolve("checkpoints/step-10");
        text = Files.writeString(folder.resolve("text.txt"), "The license\n");
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
        return to;
    }

    private static List<Path> filesOf(Path checkpoint) throws IOException {
        try (Stream<Path> files = Files.list(checkpoint)) {
            return files.sorted().toList();
        }
    }

    /** Changes the lowest bit of the byte in the middle, in its place: the file may be mapped. */
    private static void flip(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer middle = ByteBuffer.allocate(1);
            channel.read(middle, channel.size() / 2);
            channel.write(ByteBuffer.wrap(new byte[] {(byte) (middle.get(0) ^ 1)}), channel.size() / 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertNamed(String fault) {
        Path exported = folder.resolve("exported");
        List<Result> results = List.of(Commands.run("export", run, "--checkpoint", "last", "--to", exported, "--json"),
                Commands.run("eval", run, "--checkpoint", "last", "--text", text, "--json"),
                Commands.run("eval", run, "--checkpoint", "10", "--text", text, "--json"),
                Commands.run("inspect", "--model", newest, "--text", text, "--json"));
        assertThat(results).as(fault).allSatisfy(result -> {
            assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(ExitCode.CORRUPT_FILE.code());
            assertThat(result.err()).contains(newest.toString(), "damaged", fault).doesNotContain("\tat ");
            assertThat(result.out()).isEmpty();
        });
        assertThat(exported).doesNotExist();
    }

    @Test
    void aBitThatHasChangedInAnyFileIsNamedByEveryCommand() throws IOException {
        List<Path> files = filesOf(newest);
        assertThat(files).extracting(file -> file.getFileName().toString()).contains("model.safetensors", "optimizer.safetensors",
                "state.json", "manifest.json", "tokenizer.json", "config.json");
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            flip(file);
            assertNamed(file.endsWith("manifest.json") ? "" : file.getFileName() + " has another hash than when it was written");
            Files.write(file, whole);
        }
        Commands.run("eval", run, "--checkpoint", "last", "--text", text).ok();
    }

    @Test
    void aFileThatIsCutOrMissingIsNamedByEveryCommand() throws IOException {
        for (Path file : filesOf(newest)) {
            byte[] whole = Files.readAllBytes(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(whole.length - 3);
            }
            assertNamed(file.endsWith("manifest.json") ? "manifest.json is not valid JSON at line "
                    : file.getFileName() + " has " + (whole.length - 3) + " bytes, " + whole.length + " were written");
            Files.delete(file);
            assertNamed(file.getFileName() + " is missing");
            Files.write(file, whole);
        }
    }

    @Test
    void aManifestThatNamesNothingOrAFileElsewhereProvesNothing() throws IOException {
        Path manifest = newest.resolve("manifest.json");
        String whole = Files.readString(manifest);
        Files.writeString(manifest, "{}");
        assertNamed("manifest.json names no files");
        Files.writeString(manifest, whole.replace("\"model.safetensors\"", "\"../step-5/model.safetensors\""));
        assertNamed("../step-5/model.safetensors is missing");
        Files.writeString(manifest, whole.replace("\"model.safetensors\"", "\"model\\u0000safetensors\""));
        assertNamed("manifest.json names a file that cannot be");
        Files.writeString(manifest, whole + "\u0000\u0000");
        assertNamed("manifest.json is not valid JSON at line ");
        Files.writeString(manifest, whole.replace("\"schema\"", "\"scheme\""));
        assertNamed("manifest.json is not as it was written");
    }

    @Test
    void aCopyOfACheckpointElsewhereIsCheckedToo() throws IOException {
        newest = copy(newest, folder.resolve("copied"));
        flip(newest.resolve("model.safetensors"));
        for (Result result : List.of(Commands.run("inspect", "--model", newest, "--text", text),
                Commands.run("convert", "--teacher", newest, "--text", text, "--out", folder.resolve("rows")))) {
            assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.CORRUPT_FILE.code());
            assertThat(result.err()).contains(newest.toString(), "model.safetensors has another hash");
        }
    }

    @Test
    void anExportIsProvenAgainstTheWeightsWhoseHashesWereChecked() {
        Path exported = folder.resolve("exported");
        AtomicBoolean flipped = new AtomicBoolean();
        ExportRequest request = new ExportRequest(run, "last", exported, ExportFormats.named("hf"), WeightType.FLOAT32);
        assertThatThrownBy(() -> new ExportService().export(request, (done, total) -> {
            if (flipped.compareAndSet(false, true)) {
                flip(newest.resolve("model.safetensors"));
            }
            return true;
        })).isInstanceOf(UserError.class).hasMessageContaining("model.safetensors has another hash");
        assertThat(flipped).isTrue();
        assertThat(exported).doesNotExist();
    }

    @Test
    void aModelThatIsNoCheckpointNeedsNoManifest() throws IOException {
        Path model = Commands.copyOf(newest, folder.resolve("model"));
        for (String name : List.of("manifest.json", "state.json", "optimizer.safetensors")) {
            Files.delete(model.resolve(name));
        }
        flip(model.resolve("model.safetensors"));
        Commands.run("inspect", "--model", model, "--text", text).ok();
    }

    @Test
    void anOlderCheckpointIsTakenIfItIsAskedForAndOnlyThen() throws IOException {
        flip(newest.resolve("state.json"));
        Result best = Commands.run("eval", run, "--text", text);
        assertThat(best.exitCode()).as("the newest one knows which is the best").isEqualTo(ExitCode.CORRUPT_FILE.code());
        assertThat(best.err()).contains(newest + " is a damaged checkpoint: state.json has another hash");
        JsonNode last = Commands.run("status", run, "--json").ok().object().path("checkpoints").path(2);
        assertThat(last.path("update").asInt()).as("it is the last one still").isEqualTo(10);
        assertThat(last.path("last").asBoolean()).isTrue();
        for (Result older : List.of(Commands.run("eval", run, "--checkpoint", "5", "--text", text, "--json"),
                Commands.run("export", run, "--checkpoint", "5", "--to", folder.resolve("exported"), "--json"))) {
            assertThat(older.ok().object().path("update").asInt()).isEqualTo(5);
        }
    }

    @Test
    void theBestOneIsTakenThoughTheWeightsOfTheNewestAreDamaged() throws IOException {
        Path state = newest.resolve("state.json");
        Files.writeString(state, Files.readString(state).replaceFirst("\"bestUpdate\" : \\d+", "\"bestUpdate\" : 5"));
        Files.delete(newest.resolve("manifest.json"));
        Files.writeString(newest.resolve("manifest.json"), FileManifest.of(newest).toPrettyString());
        flip(newest.resolve("model.safetensors"));
        assertThat(Commands.run("eval", run, "--text", text, "--json").ok().object().path("update").asInt()).isEqualTo(5);
    }

    @Test
    void aDamagedLogOrAnOddFolderCostsOnlyItself() throws IOException {
        Files.writeString(run.resolve("events.jsonl"), "{}\nnonsense\n", StandardOpenOption.APPEND);
        Files.writeString(run.resolve("metrics.jsonl"), "{\"type\":\"rewind\"}\n", StandardOpenOption.APPEND);
        Files.createDirectory(run.resolve("checkpoints/step-99999999999"));
        Result status = Commands.run("status", run, "--json").ok();
        assertThat(status.object().path("update").asInt()).isEqualTo(10);
        assertThat(status.object().path("checkpoints")).extracting(checkpoint -> checkpoint.path("update").asInt())
                .containsExactly(0, 5, 10);
        Commands.run("export", run, "--checkpoint", "last", "--to", folder.resolve("exported")).ok();
    }

    @Test
    void whatIsResumedIsTheNewestThatIsWhole() throws IOException {
        for (Path file : filesOf(newest)) {
            byte[] whole = Files.readAllBytes(file);
            flip(file);
            List<String> broken = new ArrayList<>();
            assertThat(newestWhole(broken)).as(file.toString()).isEqualTo(5);
            // A manifest that says something else of a file names that file.
            assertThat(broken).singleElement().asString().contains("step-10", "set aside",
                    file.endsWith("manifest.json") ? "" : file.getFileName().toString());
            Files.move(run.resolve("checkpoints/step-10.broken"), newest);
            Files.write(file, whole);
        }
        assertThat(newestWhole(new ArrayList<>())).isEqualTo(10);
    }

    private int newestWhole(List<String> broken) {
        return new CheckpointStore(RunFolder.existing(run)).newestWhole(broken).orElseThrow().update();
    }
}
