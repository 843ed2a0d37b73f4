/**
 * The Audit tab: what converting the run's teacher loses on its validation text, as a table.
 *
 * <p>Start at {@link org.bytestill.ui.audit.AuditView}; {@code AuditViewModel} asks the engine and knows no controls. Computes nothing.
 */
package org.bytestill.ui.audit;
