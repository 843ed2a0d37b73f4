/**
 * The preview of a run's text: its first documents as teacher and student read them, token by token, and what became of the rest.
 *
 * <p>Start at {@link org.bytestill.ui.preview.PreviewDialog}; {@code PreviewViewModel} asks the engine and knows no controls.
 */
package org.bytestill.ui.preview;
