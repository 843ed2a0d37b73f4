/**
 * A checkpoint written for others, and the proof that it loads and agrees.
 *
 * <p>Start at {@code HuggingFaceExport}; {@code ProofOfExport} reloads what was written. Knows nothing of a user interface.
 */
package org.bytestill.export;
