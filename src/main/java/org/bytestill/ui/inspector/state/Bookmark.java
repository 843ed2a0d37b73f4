package org.bytestill.ui.inspector.state;

/**
 * A byte to come back to.
 *
 * @param offset place in the whole text
 * @param note   what was noted of it; may be empty
 */
public record Bookmark(int offset, String note) {}
