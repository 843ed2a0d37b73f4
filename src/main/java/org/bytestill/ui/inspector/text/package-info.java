/**
 * The text that is inspected: typed, pasted, opened or dropped. Start at {@link org.bytestill.ui.inspector.text.TextPane}.
 */
package org.bytestill.ui.inspector.text;
