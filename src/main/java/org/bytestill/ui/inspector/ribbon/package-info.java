/**
 * The text as a strip with one column a byte: characters, hex, tokens, surprisal, KL, converter error.
 *
 * <p>Start at {@link org.bytestill.ui.inspector.ribbon.ByteRibbon}.
 */
package org.bytestill.ui.inspector.ribbon;
