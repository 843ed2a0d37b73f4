/**
 * The start screen: all runs of the runs folder, what needs attention, and what to do when there are none.
 *
 * <p>Start at {@link org.bytestill.ui.runs.RunsViewModel}, which looks at the folder and decides, and
 * {@link org.bytestill.ui.runs.RunsView}, which shows it.
 */
package org.bytestill.ui.runs;
