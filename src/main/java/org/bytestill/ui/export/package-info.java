/**
 * A checkpoint becomes a folder that others can load, with the proof that it loads and agrees.
 *
 * <p>Start at {@code ExportView} and {@code ExportViewModel}. Knows nothing of file formats: the engine writes and proves.
 */
package org.bytestill.ui.export;
