/** One-to-one distillation at tokens that both tokenizers cut alike: {@link org.bytestill.objective.onetoone.OneToOneObjective}. */
@NullMarked
package org.bytestill.objective.onetoone;

import org.jspecify.annotations.NullMarked;
