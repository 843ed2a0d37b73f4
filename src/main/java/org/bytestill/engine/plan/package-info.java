/**
 * What can be known before a run starts: all that is wrong with its configuration, and what it will cost.
 *
 * <p>Start at {@link org.bytestill.engine.plan.ConfigCheck} and {@link org.bytestill.engine.plan.RunEstimate}.
 */
package org.bytestill.engine.plan;
