/** The hybrid of a divergence on the shared vocabulary and sorted distributions: {@link org.bytestill.objective.gold.GoldObjective}. */
@NullMarked
package org.bytestill.objective.gold;

import org.jspecify.annotations.NullMarked;
