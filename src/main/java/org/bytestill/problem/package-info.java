/**
 * How the program speaks about mistakes: what is wrong, where, and what to do.
 *
 * <p>{@link org.bytestill.problem.UserError} is thrown at the border and becomes one sentence and an exit code;
 * {@link org.bytestill.problem.Problem} is an entry of a list, where all mistakes are wanted at once. Knows no other room.
 */
package org.bytestill.problem;
