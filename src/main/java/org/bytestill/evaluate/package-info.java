/**
 * Evaluation: bits per byte of a student, its agreement with a teacher by next-byte distributions, and the loss of a conversion
 * from tokens to bytes.
 *
 * <p>Start at {@link org.bytestill.evaluate.BitsPerByte} and {@link org.bytestill.evaluate.Agreement};
 * {@link org.bytestill.bytes.Divergence} compares two next-byte distributions, {@link org.bytestill.evaluate.ConversionLoss}
 * the distributions of two conversions. The package knows nothing of a user interface.
 */
@NullMarked
package org.bytestill.evaluate;

import org.jspecify.annotations.NullMarked;
