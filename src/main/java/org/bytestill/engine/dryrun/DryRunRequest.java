package org.bytestill.engine.dryrun;

import java.nio.file.Path;
import org.bytestill.config.RunConfig;

/**
 * A configuration to be tried.
 *
 * @param base      folder that its relative paths start at
 * @param runFolder folder the run would have; the dry run makes its own beside it, and removes it
 */
public record DryRunRequest(RunConfig config, Path base, Path runFolder) {}
