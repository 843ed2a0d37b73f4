/** Universal logit distillation over aligned groups: {@link org.bytestill.objective.uld.UldObjective}. */
@NullMarked
package org.bytestill.objective.uld;

import org.jspecify.annotations.NullMarked;
