package org.bytestill.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The argument for a run folder. */
final class RunFolderArgument {
    @Parameters(paramLabel = "DIR", description = "The run's folder.")
    Path folder;
}
