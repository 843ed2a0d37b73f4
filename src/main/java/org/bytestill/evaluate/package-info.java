/**
 * Is a student good: bits per byte, and its agreement with a teacher when both are read as bytes.
 *
 * <p>Start at {@link org.bytestill.evaluate.BitsPerByte} and {@link org.bytestill.evaluate.Agreement};
 * {@link org.bytestill.bytes.Divergence} compares two byte distributions,
 * {@link org.bytestill.evaluate.ConversionLoss} the rows of two ways of reading. Knows nothing of a user interface.
 */
@NullMarked
package org.bytestill.evaluate;

import org.jspecify.annotations.NullMarked;
