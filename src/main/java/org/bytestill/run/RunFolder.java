package org.bytestill.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;

/** The run folder: the paths of configuration, manifest, logs, checkpoints and teacher bytes. One process writes, any number read. */
public record RunFolder(Path path) {
    private static final Pattern EMPTY = Pattern.compile("teacher-bytes(-\\d+)?|checkpoints");
    /** Under the lock only; who has a run.yaml there without it has put it there. */
    private static final Pattern BEGUN = Pattern
            .compile(EMPTY + "|run\\.(yaml|lock|json)\\.tmp|run\\.yaml|run\\.lock(\\.guard)?|control\\.json");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /** Whether a run may be called so: its folder gets the name. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Creates the folder of a new run; UserError if it is not empty or cannot be created. */
    public static RunFolder create(Path path) {
        try {
            if (Files.exists(path.resolve("run.json"))) {
                throw UserError.badInput("%s holds a run already. Choose another folder, or resume it: bytestill resume %s", path, path);
            }
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw UserError.disk("%s is a file; a folder is needed for the run. Choose another name.", path);
            }
            if (Files.isDirectory(path)) {
                requireOwn(path);
            }
            Files.createDirectories(path.resolve("checkpoints"));
        } catch (IOException e) {
            throw UserError.disk("The run folder %s cannot be made: %s. Choose a folder you may write to.", path, e.getMessage())
                    .causedBy(e);
        }
        return new RunFolder(path);
    }

    /**
     * Nothing may lie there but what a run's own start leaves: teacher bytes that `convert` wrote before, and the first files of a start
     * that was killed before it wrote its state.
     */
    private static void requireOwn(Path path) throws IOException {
        Pattern own = Files.exists(path.resolve("run.lock.guard")) ? BEGUN : EMPTY;
        try (Stream<Path> content = Files.list(path)) {
            if (!content.allMatch(child -> own.matcher(child.getFileName().toString()).matches()) || hasCheckpoints(path)) {
                throw UserError.badInput("%s is not empty and holds no run. Choose an empty or a new folder.", path);
            }
        }
    }

    private static boolean hasCheckpoints(Path path) throws IOException {
        if (!Files.exists(path.resolve("checkpoints"))) {
            return false;
        }
        try (Stream<Path> content = Files.list(path.resolve("checkpoints"))) {
            return content.findAny().isPresent();
        }
    }

    /** Whether the folder contains a run. */
    public static boolean isAt(Path path) {
        return Files.isRegularFile(path.resolve("run.json"));
    }

    /** An existing run's folder; UserError if there is none. */
    public static RunFolder existing(Path path) {
        if (!isAt(path)) {
            throw UserError.badInput(Files.exists(path.resolve("run.lock.guard"))
                    ? "%s holds no run yet: its start ended before it wrote run.json. Start it again with bytestill train."
                    : "%s holds no run (there is no run.json in it).", path);
        }
        return new RunFolder(path);
    }

    public Path config() {
        return path.resolve("run.yaml");
    }

    public Path manifest() {
        return path.resolve("run.json");
    }

    public Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    public Path events() {
        return path.resolve("events.jsonl");
    }

    /** What was measured while the teacher's text was converted. */
    public Path conversion() {
        return path.resolve("conversion.json");
    }

    /** What the student makes of the probe texts. */
    public Path probes() {
        return path.resolve("probes.jsonl");
    }

    /** What the machine did while the run was computed. */
    public Path device() {
        return path.resolve("device.jsonl");
    }

    /** What a person wrote about the run. */
    public Path notes() {
        return path.resolve("notes.json");
    }

    /** What the student wrote in training. */
    public Path rollouts() {
        return path.resolve("rollouts.jsonl");
    }

    public Path control() {
        return path.resolve("control.json");
    }

    public Path lock() {
        return path.resolve("run.lock");
    }

    /** The byte cache of the first teacher; that of a second is {@code teacher-bytes-2} beside it. */
    public Path teacherBytes() {
        return path.resolve("teacher-bytes");
    }

    /** The teacher's token rows, unless the configuration names another folder. */
    public Path teacherTokenRows() {
        return path.resolve("teacher-rows");
    }

    /** The student before training, if the run wrote it because it gets a new tokenizer. */
    public Path student() {
        return path.resolve("student");
    }

    /** The chat template by which the student has read conversations, if it has none of its own; checkpoints get a copy. */
    public Path chatTemplate() {
        return path.resolve("chat_template.jinja");
    }

    /** Copies a chat template to {@link #chatTemplate()}. */
    public void keepChatTemplate(Path template) {
        try {
            AtomicFile.write(chatTemplate(), Files.readString(template));
        } catch (IOException e) {
            throw UserError.disk("%s cannot be copied to %s: %s.", template, chatTemplate(), e.getMessage()).causedBy(e);
        }
    }

    public Path checkpoints() {
        return path.resolve("checkpoints");
    }
}
