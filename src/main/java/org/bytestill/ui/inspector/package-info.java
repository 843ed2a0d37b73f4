/**
 * One text as two models see it, byte by byte: the ribbon, the two distributions at the cursor, their numbers.
 *
 * <p>Start at {@code InspectorView} and {@code InspectorViewModel}. Everything drawn comes from one {@code Inspection};
 * {@code ByteFocus} picks from it what belongs to the byte under the cursor. {@code FlowModel} asks for the tokens behind it, and
 * {@code WholeText} leads to any byte of a long text, {@code ConverterErrorModel} asks what reading the teacher as bytes loses.
 * {@code MassFlowPane} and {@code LanesPane} draw them. Knows no model, no tensor, no training.
 */
package org.bytestill.ui.inspector;
