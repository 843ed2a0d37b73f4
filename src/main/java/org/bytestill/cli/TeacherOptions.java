package org.bytestill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bytestill.bytes.Mixture;
import org.bytestill.problem.UserError;
import picocli.CommandLine.Option;

/** Options for the teachers and their mixture. */
final class TeacherOptions {
    @Option(names = "--teacher", paramLabel = "DIR",
            description = "Folder of the teacher (Hugging Face format), or a GGUF file. Given again, the teachers are mixed byte by byte.")
    private List<Path> teachers = new ArrayList<>();

    @Option(names = "--mix", paramLabel = "arithmetic|geometric|entropy", defaultValue = "arithmetic",
            description = "How several teachers are mixed; entropy: the surer one counts more (default: ${DEFAULT-VALUE}).")
    private Mixture mixture;

    boolean isNamed() {
        return !teachers.isEmpty();
    }

    /** The teachers; empty if none was named. */
    List<Path> teachers() {
        return teachers;
    }

    /** The teachers, at least one. Throws UserError if none was named. */
    List<Path> required() {
        if (teachers.isEmpty()) {
            throw UserError.badInput("No teacher is named. Add --teacher with a model's folder or a GGUF file.");
        }
        return teachers;
    }

    Mixture mixture() {
        return mixture;
    }

    String inWords() {
        return teachers.stream().map(Path::toString).collect(Collectors.joining(" + "));
    }
}
