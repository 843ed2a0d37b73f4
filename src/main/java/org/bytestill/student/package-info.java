/**
 * What is added to a decoder to train it: the byte head, and the passes of training.
 *
 * <p>Start at {@code Student}. A pass has three phases: {@code Backbone} reads tokens up to the states before the token head; an
 * {@code LossFunction} turns these into losses and gradients by states and heads; {@code Backbone} carries the gradient back, block by
 * block, to the weights that are trained. Another way to train is another {@code LossFunction}, its script appended in {@code Student};
 * besides a text's states it may ask for those of branches of the text, a {@code Backbone.Input} with its mask and its depths.
 * {@code TokenHeadRows} is the token head for objectives that need all rows first: {@code HeadReading} gives its rows to Java,
 * {@code HeadGradient} collects the gradient by their logits in few numbers. {@code VocabularyTransfer} gives a decoder another
 * tokenizer before it is trained. Knows text, model and torch; nothing of teachers and of where text comes from.
 */
package org.bytestill.student;
