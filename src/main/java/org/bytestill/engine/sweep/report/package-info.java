/**
 * The report of a sweep: tables for the terminal, CSV, JSON, Markdown, and a page of HTML that needs no other file.
 *
 * <p>Start at {@link org.bytestill.engine.sweep.report.SweepReport}.
 */
@NullMarked
package org.bytestill.engine.sweep.report;

import org.jspecify.annotations.NullMarked;
