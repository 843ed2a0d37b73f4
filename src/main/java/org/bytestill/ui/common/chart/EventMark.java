package org.bytestill.ui.common.chart;

import org.bytestill.run.RunEvent;

/**
 * An event of a run in the lane below a chart.
 *
 * @param update after how many updates
 * @param kind   decides the mark
 * @param text   the sentence shown when the mark is pointed at
 * @param line   a word beside a dotted line through the chart, or empty for none
 */
public record EventMark(int update, RunEvent.Kind kind, String text, String line) {}
