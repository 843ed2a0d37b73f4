package org.bytestill.ui.inspector;

/** A byte to come back to, and what was noted of it; the note may be empty. */
record Bookmark(int offset, String note) {}
