/**
 * The dry run: a few real updates of a configuration in a folder of its own, to see whether all of it works, and to measure what it costs.
 *
 * <p>Start at {@link org.bytestill.engine.dryrun.DryRunService}, which starts {@link org.bytestill.engine.dryrun.DryRunServer} in a process
 * of its own; what that does is {@link org.bytestill.engine.dryrun.DryRun}.
 */
@NullMarked
package org.bytestill.engine.dryrun;

import org.jspecify.annotations.NullMarked;
