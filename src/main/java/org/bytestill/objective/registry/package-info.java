/**
 * The registry of training objectives: {@link org.bytestill.objective.registry.Objectives} knows all of them, none of them
 * knows the registry.
 */
package org.bytestill.objective.registry;
