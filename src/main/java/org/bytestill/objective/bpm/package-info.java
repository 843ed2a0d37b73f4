/** Byte-prefix marginalization of next-token distributions: {@link org.bytestill.objective.bpm.BpmObjective}. */
@NullMarked
package org.bytestill.objective.bpm;

import org.jspecify.annotations.NullMarked;
