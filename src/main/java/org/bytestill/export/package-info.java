/**
 * Trained models written in file formats of other programs, and the proof that each loads and agrees with its checkpoint.
 *
 * <p>Start at {@link org.bytestill.export.ExportFormat}, what a format must say of itself, and {@link org.bytestill.export.ExportFormats},
 * the list of them; {@link org.bytestill.export.ExportWriter} writes any of them, {@link org.bytestill.export.ProofOfExport} reloads what
 * was written, {@link org.bytestill.export.ModelCard} tells where it came from. Knows nothing of a user interface.
 */
@NullMarked
package org.bytestill.export;

import org.jspecify.annotations.NullMarked;
