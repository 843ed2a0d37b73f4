/** The list of training objectives: {@link org.bytestill.objective.registry.Objectives} knows all of them, none of them knows it. */
package org.bytestill.objective.registry;
