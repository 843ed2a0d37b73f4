/**
 * The runs of one folder as a person keeps them: found by name, renamed, moved into a bin and back, repeated exactly, gone on with over
 * other text.
 *
 * <p>Start at {@link org.bytestill.engine.library.RunLibrary}.
 */
@NullMarked
package org.bytestill.engine.library;

import org.jspecify.annotations.NullMarked;
