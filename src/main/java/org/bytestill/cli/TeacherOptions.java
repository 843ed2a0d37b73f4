package org.bytestill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.bytes.Mixture;
import picocli.CommandLine.Option;

/** Which teachers, and how several are mixed. */
final class TeacherOptions {
    @Option(names = "--teacher", paramLabel = "DIR", required = true,
            description = "Folder of the teacher (Hugging Face format), or a GGUF file. Given again, the teachers are mixed byte by byte.")
    private List<Path> teachers = new ArrayList<>();

    @Option(names = "--mix", paramLabel = "arithmetic|geometric|entropy", defaultValue = "arithmetic",
            description = "How several teachers are mixed (default: ${DEFAULT-VALUE}).")
    private Mixture mixture;

    List<Path> teachers() {
        return teachers;
    }

    Mixture mixture() {
        return mixture;
    }
}
