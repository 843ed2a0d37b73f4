/**
 * The configuration a run really has: every value, what differs from its default, and the file itself.
 *
 * <p>Start at {@link org.bytestill.ui.config.ConfigViewModel}.
 */
package org.bytestill.ui.config;
