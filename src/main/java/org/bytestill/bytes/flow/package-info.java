/**
 * Mass flow: how the probability of tokens is distributed over the next bytes at one position; and sampling of text after any
 * byte prefix.
 *
 * <p>Start at {@link org.bytestill.bytes.flow.MassFlow} and {@link org.bytestill.bytes.flow.FlowReader};
 * {@link org.bytestill.bytes.flow.TextSampler} generates text.
 */
@NullMarked
package org.bytestill.bytes.flow;

import org.jspecify.annotations.NullMarked;
