/**
 * Hardware detection: processor, GPU, memory, libtorch. Start at {@link org.bytestill.engine.machine.Machines}.
 */
package org.bytestill.engine.machine;
