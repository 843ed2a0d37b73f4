/**
 * A run as one page of HTML that needs nothing beside it. Start at {@link org.bytestill.engine.report.RunReport}.
 */
@NullMarked
package org.bytestill.engine.report;

import org.jspecify.annotations.NullMarked;
