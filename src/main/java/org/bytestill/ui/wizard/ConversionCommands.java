package org.bytestill.ui.wizard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytestill.ui.common.Shell;

/**
 * Commands that read a run's text with its teachers on other computers, so that the run begins with training (help page scale.md).
 *
 * @param convert   {@code bytestill convert} with the run's configuration, as {@link CommandLine} writes it
 * @param runFolder of the run, which shall find the rows
 * @param teachers  number of the run's teachers
 * @param computers that share the work, at least 1
 */
record ConversionCommands(String convert, Path runFolder, int teachers, int computers) {
    /** Of more parts not each is written out. */
    private static final int LISTED = 12;

    /** Who starts the commands. */
    enum Way {
        BY_HAND, SLURM, KUBERNETES, SPARK;

        String key() {
            return "elsewhere." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** One command a line. */
    String of(Way way) {
        return String.join("\n", switch (way) {
            case BY_HAND -> with(computers > LISTED ? List.of("PART=1; " + part("$PART", "rows-$PART"))
                    : IntStream.rangeClosed(1, computers).mapToObj(part -> part(Integer.toString(part), "rows-" + part)).toList());
            case SLURM -> with(List.of("sbatch --array=1-" + computers + " --wrap "
                    + Shell.quoted(part("$SLURM_ARRAY_TASK_ID", "rows-$SLURM_ARRAY_TASK_ID"))));
            case KUBERNETES -> with(List.of(part("$((JOB_COMPLETION_INDEX + 1))", "rows-$((JOB_COMPLETION_INDEX + 1))")));
            case SPARK -> List.of(convert + " --out " + Shell.quoted(rows(0).toString()) + " --cluster spark://HOST:7077");
        });
    }

    private String part(String number, String out) {
        return convert + " --shard " + number + "/" + computers + " --out " + out;
    }

    /** The parts of each teacher are joined where the run looks for them. */
    private List<String> with(List<String> converting) {
        List<String> commands = new ArrayList<>(converting);
        for (int teacher = 0; teacher < teachers; teacher++) {
            String ending = teacher == 0 ? "" : "-" + (teacher + 1);
            commands.add("bytestill cache merge --out " + Shell.quoted(rows(teacher).toString()) + " "
                    + (computers > LISTED ? "rows-{1.." + computers + "}" + ending
                            : IntStream.rangeClosed(1, computers).mapToObj(part -> "rows-" + part + ending)
                                    .collect(Collectors.joining(" "))));
        }
        return commands;
    }

    private Path rows(int teacher) {
        return runFolder.resolve("teacher-bytes" + (teacher == 0 ? "" : "-" + (teacher + 1)));
    }
}
