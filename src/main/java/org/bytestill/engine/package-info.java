/**
 * The facade of the engine: starts runs, checks and estimates, inspection, audits and exports, each on a thread of its own. Knows neither
 * JavaFX nor the command line.
 *
 * <p>Start at {@link org.bytestill.engine.Engine} and {@link org.bytestill.engine.run.Run}. One thread trains, another answers the
 * inspector and yields to runs, a third exports, a fourth audits, a fifth reads texts to be shown. Work that a command waits for, and that
 * needs no thread of its own, is a service in {@code engine.job}, called directly. Nothing here calls a user interface: metrics and
 * events are appended to logs that others poll.
 */
@NullMarked
package org.bytestill.engine;

import org.jspecify.annotations.NullMarked;
