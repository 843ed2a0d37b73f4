/**
 * Token paths around the cursor as lanes beside the canonical tokens. Start at {@link org.bytestill.ui.inspector.lanes.LanesPane}.
 */
package org.bytestill.ui.inspector.lanes;
