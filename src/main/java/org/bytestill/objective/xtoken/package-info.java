/** The student's distribution projected to the teacher's tokens: {@link org.bytestill.objective.xtoken.XTokenObjective}. */
@NullMarked
package org.bytestill.objective.xtoken;

import org.jspecify.annotations.NullMarked;
