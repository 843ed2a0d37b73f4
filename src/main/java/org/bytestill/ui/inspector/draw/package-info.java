/**
 * What all drawings of the inspector share: glyphs of bytes, cells of text, scales, the style of a model. Knows no view model.
 *
 * <p>Start at {@link org.bytestill.ui.inspector.draw.Glyphs}.
 */
package org.bytestill.ui.inspector.draw;
