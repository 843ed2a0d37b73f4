/**
 * What runs and dry runs used of this machine, kept in the user's folder, and what follows from it for the next run.
 *
 * <p>Start at {@link org.bytestill.engine.cost.CostStore}.
 */
@NullMarked
package org.bytestill.engine.cost;

import org.jspecify.annotations.NullMarked;
