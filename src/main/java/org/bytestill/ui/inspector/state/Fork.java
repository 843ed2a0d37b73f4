package org.bytestill.ui.inspector.state;

import java.util.OptionalLong;
import org.bytestill.ui.common.Side;

/**
 * A branch: the text up to a byte, perhaps another byte in its place, and what a model wrote after it. Immutable.
 *
 * @param number      its own, from 1
 * @param parent      the branch it leaves, 0 for the text itself
 * @param offset      where it leaves it, in bytes of the whole
 * @param forced      the byte put there, or {@link InspectorViewModel#NO_BYTE} if the model chose freely
 * @param prefix      all bytes before what was written, the forced one too
 * @param by          who wrote
 * @param seed        the seed of the draws; empty if the most probable token was taken each time
 * @param probability the writer's probability of the forced byte; NaN if none was forced
 */
public record Fork(int number, int parent, int offset, int forced, byte[] prefix, Side by, OptionalLong seed, double probability) {}
