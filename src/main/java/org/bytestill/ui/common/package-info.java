/**
 * What every screen shares: colours, drawing, small builders, words, numbers, charts. Has no window and no screen.
 *
 * <p>{@link org.bytestill.ui.common.Theme} is the one source of light and dark; {@link org.bytestill.ui.common.Ui} builds
 * controls, {@link org.bytestill.ui.common.CanvasPicture} and {@link org.bytestill.ui.common.Painter} draw,
 * {@link org.bytestill.util.Texts} and {@link org.bytestill.ui.common.Format} speak.
 * A feature implements {@link org.bytestill.ui.common.Screen}. Charts are in {@code org.bytestill.ui.common.chart}.
 */
package org.bytestill.ui.common;
