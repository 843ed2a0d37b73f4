/**
 * A run while it trains, and afterwards: how far, how good, what happened.
 *
 * <p>Start at {@link org.bytestill.ui.dashboard.DashboardViewModel}, which turns a run's progress and log into what is
 * said, and {@link org.bytestill.ui.dashboard.DashboardView}, which asks it several times a second while it is seen. The charts are a list,
 * {@code DashboardCharts}.
 */
package org.bytestill.ui.dashboard;
