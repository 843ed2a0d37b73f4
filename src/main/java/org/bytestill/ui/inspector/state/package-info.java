/**
 * The inspector's view models, without controls: which text, which models, where the cursor stands, what is known of each byte.
 *
 * <p>Start at {@link org.bytestill.ui.inspector.state.InspectorViewModel}.
 */
package org.bytestill.ui.inspector.state;
