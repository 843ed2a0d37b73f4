/**
 * Where a model's token mass flows at the cursor: icicle, Sankey diagram, table, 16 x 16 map, and the ledger of all mass.
 *
 * <p>Start at {@link org.bytestill.ui.inspector.flow.MassFlowPane}.
 */
package org.bytestill.ui.inspector.flow;
