/**
 * Several runs beside each other: their curves over one another, the best of each after equally much text, what the teacher was worth, and
 * the settings in which they differ.
 *
 * <p>Start at {@link org.bytestill.ui.compare.CompareViewModel}.
 */
package org.bytestill.ui.compare;
