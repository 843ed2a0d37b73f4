/**
 * The inspection service: next-byte distributions of two models over one text, computed on a background thread for the inspector.
 *
 * <p>Start at {@link org.bytestill.engine.inspect.Inspector} and {@link org.bytestill.engine.inspect.Inspection}.
 */
@NullMarked
package org.bytestill.engine.inspect;

import org.jspecify.annotations.NullMarked;
