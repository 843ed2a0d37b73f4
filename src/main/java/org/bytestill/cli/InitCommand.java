package org.bytestill.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "init", description = "Write a run.yaml with every setting, its recommended value and what it means.")
final class InitCommand extends EngineCommand {
    @Parameters(arity = "0..1", paramLabel = "FILE", defaultValue = "run.yaml",
            description = "The file to write (default: ${DEFAULT-VALUE}).")
    private Path file;

    @Mixin
    private TeacherOptions teacher;

    @Option(names = "--student", paramLabel = "DIR", description = "Folder of the student, or a GGUF file.")
    private @Nullable Path student;

    @Option(names = "--text", paramLabel = "FILE", arity = "1..*", description = "Text to train on: ${bundle:text.formats}.")
    private List<Path> train = List.of();

    @Option(names = "--validation", paramLabel = "FILE", arity = "1..*", description = "Held-out text.")
    private List<Path> validation = List.of();

    @Option(names = "--objective", paramLabel = "NAME",
            description = "What is trained on, the recommended one first: ${bundle:objectives}.")
    private String objective;

    @Option(names = "--like", paramLabel = "RUN.yaml", description = "Start from the values of this file instead of the recommended ones.")
    private @Nullable Path like;

    @Option(names = "--as-published",
            description = "The paper's objective, a byte head in two steps, in place of the recommended covering.")
    private boolean published;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Another value, for example --set training.updates=500.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--force", description = "Replace the file if it exists.")
    private boolean force;

    @Override
    ExitCode run(Terminal terminal) {
        OutputFiles.require(Stream.of(teacher.teachers(), Stream.of(student, like).filter(Objects::nonNull).toList(), train, validation)
                .flatMap(List::stream).toList(), file);
        RunConfig config = start();
        config = objective == null ? config : RunConfigFile.with(config, "objective", objective);
        List<String> teachers = teacher.teachers().stream().map(this::fromFile).toList();
        if (!teachers.isEmpty()) {
            config = RunConfigFile.with(config, "teacher", teachers.get(0));
            config = RunConfigFile.with(config, "more_teachers", teachers.subList(1, teachers.size()));
        }
        config = like != null && teachers.isEmpty() ? config : RunConfigFile.with(config, "mix", teacher.mixture().word());
        config = student == null ? config : RunConfigFile.with(config, "student", fromFile(student));
        config = train.isEmpty() ? config : RunConfigFile.with(config, "text.train", train.stream().map(this::fromFile).toList());
        config = validation.isEmpty() ? config
                : RunConfigFile.with(config, "text.validation", validation.stream().map(this::fromFile).toList());
        write(RunConfigFile.write(ConfigOptions.overridden(config, overrides)));
        if (terminal.isJson()) {
            terminal.data(Terminal.object("init").put("file", file.toString()));
        } else {
            List<String> missing = missing(config);
            terminal.line("Wrote %s. %s: bytestill check %s", file,
                    missing.isEmpty() ? "Next" : "Fill in " + String.join(", ", missing) + ", then", file);
        }
        return ExitCode.OK;
    }

    /** The name of the file without its ending, so that the runs of several files can be told apart. A root has no name and is refused. */
    private String nameOfRun() {
        String name = String.valueOf(file.getFileName()).replaceFirst("(?i)\\.ya?ml$", "").replaceAll("[^A-Za-z0-9._-]+", "-");
        return name.matches("[A-Za-z0-9].*") ? name : RunConfig.recommended().name();
    }

    /** The values to start from; the paths of another file are made absolute, since they are meant from its folder. */
    private RunConfig start() {
        if (like == null) {
            return RunConfigFile.with(published ? RunConfig.defaults() : RunConfig.recommended(), "name", nameOfRun());
        }
        if (published) {
            throw UserError.badInput("--like and --as-published both say what to start from. Leave one of them out.");
        }
        return RunConfigFile.resolved(RunConfigFile.read(like), like.toAbsolutePath().getParent());
    }

    /** A path given on the command line, as it is written in the file: relative to the file's folder. */
    private String fromFile(Path path) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path absolute = path.toAbsolutePath().normalize();
        boolean sameDrive = absolute.getRoot().equals(folder.getRoot());
        return path.isAbsolute() || !sameDrive ? absolute.toString() : folder.relativize(absolute).toString().replace('\\', '/');
    }

    /** Keys that a run needs and that nobody can guess. Without a validation text a share of the training text is held out. */
    private static List<String> missing(RunConfig config) {
        List<String> missing = new ArrayList<>();
        if (config.teacher().isBlank() && Objectives.usesTeacher(config)) {
            missing.add("teacher");
        }
        if (config.student().isBlank()) {
            missing.add("student");
        }
        if (config.text().train().isEmpty()) {
            missing.add("text.train");
        }
        return missing;
    }

    private void write(String yaml) {
        if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw UserError.badInput("%s exists. Name another file, or replace it with --force.", file);
        }
        OutputFiles.write(file, yaml);
    }
}
