/**
 * A checkpoint written for others, and the proof that it loads and agrees.
 *
 * <p>Start at {@link org.bytestill.export.HuggingFaceExport}, or {@link org.bytestill.export.AdapterExport} for adapters alone; {@link org.bytestill.export.ProofOfExport} reloads what was
 * written, {@link org.bytestill.export.ModelCard} tells where it came from. Knows nothing of a user interface.
 */
package org.bytestill.export;
