/** Approximate likelihood matching of aligned groups: {@link org.bytestill.objective.alm.AlmObjective}. */
@NullMarked
package org.bytestill.objective.alm;

import org.jspecify.annotations.NullMarked;
