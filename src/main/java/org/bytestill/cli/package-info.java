/**
 * The command line: one class per command (picocli), over the same engine as the window. Knows no JavaFX.
 *
 * <p>Start at {@link org.bytestill.cli.Bytestill}, the root command. With {@code --json} only data goes to standard output
 * ({@link org.bytestill.cli.Terminal}); messages always go to standard error.
 */
@NullMarked
package org.bytestill.cli;

import org.jspecify.annotations.NullMarked;
