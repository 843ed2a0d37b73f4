/** Distillation between nearest tokens of two vocabularies: {@link org.bytestill.objective.mined.MinedObjective}. */
@NullMarked
package org.bytestill.objective.mined;

import org.jspecify.annotations.NullMarked;
