package org.bytestill.ui.dashboard;

import java.util.function.Function;
import org.bytestill.run.Metric;
import org.bytestill.ui.common.Quantity;

/**
 * One small curve of the dashboard, without axes, as a description.
 *
 * @param metric a column of the training table
 * @param name   what stands over it; may depend on the run
 * @param figure the value beside the name
 */
record CurveSpec(Metric metric, Function<DashboardViewModel, String> name, Function<DashboardViewModel, Quantity> figure) {}
