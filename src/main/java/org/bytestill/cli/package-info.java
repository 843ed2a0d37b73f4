/**
 * The terminal: one class a command, over the same engine as the window. Knows no JavaFX.
 *
 * <p>Start at {@link org.bytestill.cli.Bytestill}, the root command. With {@code --json} only data goes to standard output
 * ({@link org.bytestill.cli.Terminal}); messages go to standard error always.
 */
package org.bytestill.cli;
