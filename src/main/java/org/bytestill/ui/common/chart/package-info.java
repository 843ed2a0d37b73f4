/**
 * Charts over a growing log of up to millions of rows, drawn a pixel column at a time.
 *
 * <p>{@link org.bytestill.ui.common.chart.Pyramid} answers for any range of rows its least, greatest and mean value in
 * a few hundred steps; {@link org.bytestill.ui.common.chart.Columns} asks it once a pixel;
 * {@link org.bytestill.ui.common.chart.ChartPainter} draws the answers; {@link org.bytestill.ui.common.chart.TimeChart}
 * is the control around them. Start there.
 */
package org.bytestill.ui.common.chart;
