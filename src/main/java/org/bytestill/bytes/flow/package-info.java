/**
 * Where the probability mass of tokens goes at single bytes, and text sampled after any bytes.
 *
 * <p>Start at {@link org.bytestill.bytes.flow.MassFlow} and {@link org.bytestill.bytes.flow.FlowReader}.
 */
package org.bytestill.bytes.flow;
