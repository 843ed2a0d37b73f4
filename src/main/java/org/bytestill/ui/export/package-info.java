/**
 * The export screen: a checkpoint of a run becomes a folder or file that other programs load, with the proof that it agrees.
 *
 * <p>Start at {@code ExportView}, the panels, and {@code ExportViewModel}, which brings together the checkpoints, the formats, the
 * target and the exports under way, one model each. Which formats there are, and which can hold a checkpoint, is asked of
 * {@link org.bytestill.export.ExportFormats}; the engine writes and proves.
 */
package org.bytestill.ui.export;
