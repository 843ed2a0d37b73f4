package org.bytestill.ui.inspector;

/**
 * A byte to come back to.
 *
 * @param offset place in the whole text
 * @param note   what was noted of it; may be empty
 */
record Bookmark(int offset, String note) {}
