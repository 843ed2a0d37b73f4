/**
 * The registry of training objectives: {@link org.bytestill.objective.registry.Objectives} knows all of them, none of them
 * knows the registry.
 */
@NullMarked
package org.bytestill.objective.registry;

import org.jspecify.annotations.NullMarked;
