/** End-of-token rows as targets of a byte student that writes token ends: {@link org.bytestill.objective.tokenends.TokenEndsObjective}. */
@NullMarked
package org.bytestill.objective.tokenends;

import org.jspecify.annotations.NullMarked;
