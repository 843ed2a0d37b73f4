package org.bytestill.engine.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.reading.TeacherBytes;
import org.bytestill.engine.run.Run;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunState;

/** Trains runs one after the other, each to its end: what is finished is opened, what is half done is resumed, teacher bytes are shared. */
public final class TrainedRuns {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final Engine engine;

    public TrainedRuns(Engine engine) {
        this.engine = engine;
    }

    /**
     * Starts or resumes a run and waits for its end.
     *
     * @param shared   teacher bytes of the same text and conversion, linked into the run; taken from it if they are not there yet
     * @param mayGoOn  polled; once it is false, the run is saved and stopped
     * @return the finished run; empty if it was interrupted
     * @throws UserError if it failed
     */
    public Optional<Run> train(RunConfig config, Path base, Path target, Path shared, BooleanSupplier mayGoOn)
            throws InterruptedException {
        Run run = begun(config, base, target, shared);
        while (!run.awaitEnd(POLL_INTERVAL)) {
            if (!mayGoOn.getAsBoolean()) {
                run.stop(true);
            }
        }
        if (run.progress().state() == RunState.FAILED) {
            throw UserError.of(run.failure(), "The run %s failed: %s", target, run.progress().message());
        }
        if (run.progress().state() != RunState.DONE) {
            return Optional.empty();
        }
        if (Objectives.usesTeacherBytes(config) && !Files.exists(shared)) {
            linkTeachers(config, new RunFolder(target).teacherBytes(), shared);
        }
        return Optional.of(run);
    }

    private Run begun(RunConfig config, Path base, Path target, Path shared) {
        if (RunFolder.isAt(target)) {
            Run there = engine.open(target);
            return there.progress().state() == RunState.DONE ? there : engine.resume(target);
        }
        linkTeachers(config, shared, new RunFolder(target).teacherBytes());
        return engine.start(config, base, target);
    }

    private static void linkTeachers(RunConfig config, Path from, Path to) {
        for (int teacher = 0; teacher < config.teachers().size(); teacher++) {
            link(TeacherBytes.folder(from, teacher), TeacherBytes.folder(to, teacher));
        }
    }

    /** Hard links to the files of a folder in another one; copies where the file system has no links. */
    private static void link(Path from, Path to) {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                linkFile(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw UserError.disk("%s cannot be made (%s). Choose another folder.", to, e.getMessage()).causedBy(e);
        }
    }

    private static void linkFile(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (UnsupportedOperationException | IOException e) { // no links here, or another disk
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
