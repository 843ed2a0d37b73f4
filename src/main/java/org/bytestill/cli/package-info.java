/**
 * The terminal: one class a command, over the same engine as the window. Knows no JavaFX.
 *
 * <p>Start at {@code Bytestill}, the root command. With {@code --json} data goes to standard output, messages to standard error.
 */
package org.bytestill.cli;
