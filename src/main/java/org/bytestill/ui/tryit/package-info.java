/**
 * The Try it tab: teacher and student answer a prompt side by side, and together if one likes, and what each expected at every token or byte.
 *
 * <p>Start at {@link org.bytestill.ui.tryit.TryView}; {@code TryViewModel} asks the engine's speakers and knows no controls.
 */
package org.bytestill.ui.tryit;
