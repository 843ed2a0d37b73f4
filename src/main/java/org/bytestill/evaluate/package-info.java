/**
 * Is a student good: bits per byte, and its agreement with a teacher when both are read as bytes.
 *
 * <p>Start at {@code BitsPerByte} and {@code Agreement}; {@code Divergence} compares two byte distributions. Knows nothing of a user interface.
 */
package org.bytestill.evaluate;
