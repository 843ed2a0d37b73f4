package org.bytestill.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The folder of a run. */
final class RunFolderArgument {
    @Parameters(paramLabel = "DIR", description = "The run's folder.")
    Path folder;
}
