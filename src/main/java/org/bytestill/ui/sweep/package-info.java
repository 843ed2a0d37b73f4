/**
 * The page of a sweep: its cells with intervals, which of every two is better, at equal updates, bytes and time, as tables and as a chart;
 * started, stopped and gone on with from there.
 *
 * <p>Start at {@link org.bytestill.ui.sweep.SweepViewModel}.
 */
package org.bytestill.ui.sweep;
