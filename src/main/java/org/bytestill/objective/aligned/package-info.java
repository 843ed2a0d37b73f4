/**
 * What objectives across tokenizers share: teacher and student tokens are aligned on the bytes of the text, alone
 * ({@link org.bytestill.objective.aligned.AlignedDocument}), and compared group by group (method.md 3.6).
 *
 * <p>Start at {@link org.bytestill.objective.aligned.AlignedObjective}, the page of such an objective, and
 * {@link org.bytestill.objective.aligned.AlignedTerm}, its term of the loss.
 */
@NullMarked
package org.bytestill.objective.aligned;

import org.jspecify.annotations.NullMarked;
