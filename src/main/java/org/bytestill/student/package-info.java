/**
 * What is added to a decoder to train it: the byte head, and the script of one training step.
 *
 * <p>Start at {@code Student}. Knows text, model and torch; nothing of teachers and of where text comes from.
 */
package org.bytestill.student;
