package org.bytestill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.problem.UserError;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every format, on one that copies a checkpoint that is a file already. */
class ExportWriterTest {
    private static final Path CHECKPOINT = Path.of("src/test/resources/goldens/gguf/qwen2.gguf");
    private static final Path OTHER = Path.of("src/test/resources/goldens/gguf/qwen3.gguf");

    @TempDir
    Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    /** A single file, a copy of the given one, for which updates below 10 are too early. */
    private record Copied(Path written, long sizeBytes) implements ExportFormat {
        @Override
        public String word() {
            return "copy";
        }

        @Override
        public String label() {
            return "Copied file";
        }

        @Override
        public String about() {
            return "A copy.";
        }

        @Override
        public Optional<String> missing(ExportSource source) {
            return source.update() < 10 ? Optional.of("Too early: 100 % of nothing. Choose update 10 or a later one.") : Optional.empty();
        }

        @Override
        public List<WeightType> types() {
            return List.of(WeightType.FLOAT32);
        }

        @Override
        public long sizeBytes(ExportSource source, WeightType type) {
            return sizeBytes;
        }

        @Override
        public String fileEnding() {
            return ".gguf";
        }

        @Override
        public List<String> write(ExportSource source, Path place, WeightType type, Progress progress) throws IOException {
            Files.copy(written, place);
            return List.of("Copied it.");
        }

        @Override
        public Optional<ModelCard> card(ModelCard card, ExportSource source) {
            return Optional.empty();
        }
    }

    private ExportWriter.Result write(ExportFormat format, int update, Path target, WeightType type) {
        ModelCard.Measured measured = new ModelCard.Measured(2, Double.NaN, Double.NaN);
        return new ExportWriter(ReloadedHere::of).write(new ExportSource(CHECKPOINT, update, RunConfig.defaults()),
                new ExportTarget(format, type, target), new ModelCard(RunConfig.defaults(), update, measured, measured, "", "1"),
                Progress.NONE);
    }

    private List<String> left() throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }

    @Test
    void aFormatMayBeASingleFile() throws IOException {
        Path target = folder.resolve("model.gguf");
        ExportWriter.Result result = write(new Copied(CHECKPOINT, 0), 10, target, WeightType.FLOAT32);
        assertThat(result.proof().proven()).isTrue();
        assertThat(target).hasSameBinaryContentAs(CHECKPOINT);
        assertThat(result.sizeBytes()).isEqualTo(Files.size(CHECKPOINT));
        assertThat(result.steps()).first().isEqualTo("Copied it.");
        assertThat(left()).as("no card").containsExactly("model.gguf");
        assertThatThrownBy(() -> write(new Copied(CHECKPOINT, 0), 10, target, WeightType.FLOAT32)).isInstanceOf(UserError.class)
                .hasMessageContaining("model.gguf exists").hasMessageContaining("Choose another name");
    }

    @Test
    void whatIsAnotherModelIsRemovedAgain() throws IOException {
        // The same tokenizer, another architecture with another vocabulary.
        ExportWriter.Result result = write(new Copied(OTHER, 0), 10, folder.resolve("model.gguf"), WeightType.FLOAT32);
        assertThat(result.proof().proven()).isFalse();
        assertThat(result.steps()).last().asString().contains("removed again");
        assertThat(left()).isEmpty();
    }

    @Test
    void whatTheFormatMissesIsSaidBeforeAnythingIsWritten() throws IOException {
        assertThatThrownBy(() -> write(new Copied(CHECKPOINT, 0), 9, folder.resolve("model.gguf"), WeightType.FLOAT32))
                .isInstanceOf(UserError.class).hasMessage("Too early: 100 % of nothing. Choose update 10 or a later one.");
        assertThat(left()).isEmpty();
    }

    @Test
    void aNumberFormatThatItCannotHoldIsRefusedWithThoseItCan() {
        assertThatThrownBy(() -> write(new Copied(CHECKPOINT, 0), 10, folder.resolve("model.gguf"), WeightType.BFLOAT16))
                .isInstanceOf(UserError.class)
                .hasMessage("In format copy weights are written as float32, not as bfloat16. Choose float32.");
    }

    @Test
    void aDriveWithoutRoomIsRefusedWithBothFigures() throws IOException {
        // 10^15 bytes, 32 MiB for the small files, and a fifth of both: 1,200,000,040 MB.
        assertThatThrownBy(
                () -> write(new Copied(CHECKPOINT, 1_000_000_000_000_000L), 10, folder.resolve("model.gguf"), WeightType.FLOAT32))
                .isInstanceOf(UserError.class).hasMessageContaining("needs 1,200,000,040 MB").hasMessageContaining("MB are free");
        assertThat(left()).isEmpty();
    }

    @Test
    void anExportIsCancelledWhileItIsProvedToo() throws IOException {
        ModelCard.Measured measured = new ModelCard.Measured(2, Double.NaN, Double.NaN);
        ModelCard card = new ModelCard(RunConfig.defaults(), 10, measured, measured, "", "1");
        // The format reports nothing: what asks is the proof.
        assertThatThrownBy(() -> new ExportWriter(ReloadedHere::of).write(new ExportSource(CHECKPOINT, 10, RunConfig.defaults()),
                new ExportTarget(new Copied(CHECKPOINT, 0), WeightType.FLOAT32, folder.resolve("model.gguf")), card,
                (done, total) -> false))
                .isInstanceOf(CancellationException.class);
        assertThat(left()).isEmpty();
    }
}
