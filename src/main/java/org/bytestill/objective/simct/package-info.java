/** Distillation over the shared vocabulary and spans as virtual tokens: {@link org.bytestill.objective.simct.SimctObjective}. */
@NullMarked
package org.bytestill.objective.simct;

import org.jspecify.annotations.NullMarked;
