/** Supervised fine-tuning on the text alone, the baseline without a teacher: {@link org.bytestill.objective.finetuning.FineTuning}. */
@NullMarked
package org.bytestill.objective.finetuning;

import org.jspecify.annotations.NullMarked;
