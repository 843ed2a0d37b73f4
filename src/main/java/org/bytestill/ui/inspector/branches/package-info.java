/**
 * Texts that branch off at the cursor, as a tree. Start at {@link org.bytestill.ui.inspector.branches.BranchesPane}.
 */
package org.bytestill.ui.inspector.branches;
