/**
 * The inspector's frame: one text as two models see it, byte by byte. Here are the screen itself, its keys, menus and dialogs.
 *
 * <p>Start at {@link org.bytestill.ui.inspector.InspectorView} and {@link org.bytestill.ui.inspector.state.InspectorViewModel}. Everything drawn
 * comes from one {@link org.bytestill.engine.inspect.Inspection}; {@link org.bytestill.ui.inspector.state.ByteFocus} is what belongs to the
 * byte under the cursor. Each panel has a package: {@code ribbon}, {@code numbers}, {@code flow}, {@code lanes}, {@code text},
 * {@code branches}; their view models are in {@code state}. Knows no model, no tensor, no training.
 */
package org.bytestill.ui.inspector;
