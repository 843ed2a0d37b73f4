/**
 * Hardware detection: processor, GPU, memory, libtorch. Start at {@link org.bytestill.engine.machine.Machines}.
 */
@NullMarked
package org.bytestill.engine.machine;

import org.jspecify.annotations.NullMarked;
