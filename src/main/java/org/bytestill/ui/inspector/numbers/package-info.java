/**
 * The byte at the cursor in figures and tables: both distributions, differences, the list of bytes by KL.
 *
 * <p>Start at {@link org.bytestill.ui.inspector.numbers.NumbersPane}.
 */
package org.bytestill.ui.inspector.numbers;
