/**
 * Byte-level distillation as published (arXiv 2604.07466, eq. 5): {@link org.bytestill.objective.bytehead.ByteHeadObjective}. The byte
 * head itself and its losses are in {@code student}.
 */
@NullMarked
package org.bytestill.objective.bytehead;

import org.jspecify.annotations.NullMarked;
