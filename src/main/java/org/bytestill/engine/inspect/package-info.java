/**
 * The inspector's side of the engine: next-byte distributions of two models over one text, asked for off the window's thread.
 *
 * <p>Start at {@link org.bytestill.engine.inspect.Inspector} and {@link org.bytestill.engine.inspect.Inspection}.
 */
package org.bytestill.engine.inspect;
