/**
 * A sweep in a process of its own, which goes on when the window that started it is closed, and its folder as others watch it.
 *
 * <p>Start at {@link org.bytestill.engine.sweep.background.SweepFolder}.
 */
@NullMarked
package org.bytestill.engine.sweep.background;

import org.jspecify.annotations.NullMarked;
