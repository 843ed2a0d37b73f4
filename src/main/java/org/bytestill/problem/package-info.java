/**
 * Error handling: user errors, validation problems and exit codes. A message says what is wrong, where, and what to do.
 *
 * <p>{@link org.bytestill.problem.UserError} is an exception that becomes one sentence and an exit code;
 * {@link org.bytestill.problem.Problem} is an entry of a list, where all problems are reported at once. Uses no other package.
 */
@NullMarked
package org.bytestill.problem;

import org.jspecify.annotations.NullMarked;
