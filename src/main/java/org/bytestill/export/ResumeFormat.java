package org.bytestill.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.bytestill.util.FileManifest;
import org.bytestill.util.JsonFile;
import org.bytestill.util.Progress;

/**
 * A run folder that another machine goes on with: one checkpoint with the optimizer's moments and random streams, what the run was told, its
 * logs, and the teacher's bytes, so that the teacher is not asked again. No model for others, and nothing to be published.
 */
final class ResumeFormat implements ExportFormat {
    private static final String CHECKPOINTS = "checkpoints";
    private static final String TEACHER_BYTES = "teacher-bytes";
    /** The lock and the requests of a process that trains now, exports, and other checkpoints stay. */
    private static final List<String> LEFT = List.of("control.json", "exports", "exports.jsonl", CHECKPOINTS);
    private static final int PIECE = 1 << 20;

    @Override
    public String word() {
        return "resume";
    }

    @Override
    public Optional<String> missing(ExportSource source) {
        if (source.update() == 0) {
            return Optional
                    .of("This is the student before training: there is nothing to resume. Choose another checkpoint, or pass run.yaml on.");
        }
        return Files.isRegularFile(run(source).resolve("run.yaml")) ? Optional.empty()
                : Optional.of("The checkpoint lies in no run folder, so there is nothing to resume. Export the model, as hf.");
    }

    private static Path run(ExportSource source) {
        return source.checkpoint().toAbsolutePath().getParent().getParent();
    }

    @Override
    public String leavesOut(ExportSource source) {
        return "";
    }

    /** As they are trained. */
    @Override
    public List<WeightType> types() {
        return List.of(WeightType.FLOAT32);
    }

    @Override
    public long sizeBytes(ExportSource source, WeightType type) {
        try {
            long bytes = 0;
            for (Path file : files(source)) {
                bytes += Files.size(file);
            }
            return bytes;
        } catch (IOException e) {
            return 0; // what cannot be read is told when it is copied
        }
    }

    private static List<Path> files(ExportSource source) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> parts = Files.list(run(source))) {
            for (Path part : parts.filter(part -> !isLeft(part.getFileName().toString())).sorted().toList()) {
                addFiles(part, files);
            }
        }
        addFiles(source.checkpoint().toAbsolutePath(), files);
        return files;
    }

    private static boolean isLeft(String name) {
        return LEFT.contains(name) || name.startsWith("run.lock");
    }

    private static void addFiles(Path part, List<Path> files) throws IOException {
        try (Stream<Path> below = Files.walk(part)) {
            below.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".tmp")).sorted().forEach(files::add);
        }
    }

    @Override
    public Path model(ExportSource source, Path written, WeightType type) {
        return written.resolve(CHECKPOINTS).resolve(source.checkpoint().getFileName());
    }

    @Override
    public List<String> write(ExportSource source, Path place, WeightType type, Progress progress) throws IOException {
        List<Path> files = files(source);
        long total = sizeBytes(source, type);
        long done = 0;
        for (Path file : files) {
            Path copy = place.resolve(run(source).relativize(file).toString());
            Files.createDirectories(copy.getParent());
            done = copy(file, copy, done, total, progress);
        }
        FileManifest.requireWhole(model(source, place, type));
        stop(source, place.resolve("run.json"));
        boolean withBytes = files.stream().anyMatch(file -> file.startsWith(run(source).resolve(TEACHER_BYTES)));
        return List.of(
                String.format(Locale.ROOT, "Copied %d files of the run: checkpoint %d with the optimizer's state, configuration, logs%s.",
                        files.size(), source.update(), withBytes ? ", teacher bytes" : ""),
                "Its files have the hashes that the checkpoint's manifest states.",
                "run.yaml names teacher, student and text by their places on this machine: bring them to the same places, or change it. Then:"
                        + " bytestill resume FOLDER");
    }

    /** A run that has gone on since, or trains now, stands at the checkpoint here. */
    private static void stop(ExportSource source, Path manifest) throws IOException {
        if (source.update() < source.config().training().updates()) {
            ObjectNode root = JsonFile.read(manifest).put("state", "STOPPED").put("update", source.update()).put("message", "");
            Files.writeString(manifest, JsonFile.pretty(root));
        }
    }

    private static long copy(Path from, Path to, long before, long total, Progress progress) throws IOException {
        long done = before;
        try (InputStream in = Files.newInputStream(from); OutputStream out = Files.newOutputStream(to)) {
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                if (!progress.report(done, total)) {
                    throw new CancellationException("export");
                }
                out.write(piece);
                done += piece.length;
            }
        }
        return done;
    }

    @Override
    public boolean isPublished() {
        return false;
    }

    @Override
    public boolean isLoadedByOthers() {
        return false;
    }

    @Override
    public Optional<ModelCard> card(ModelCard card, ExportSource source) {
        return Optional.empty();
    }
}
