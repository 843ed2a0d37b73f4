/**
 * What is added to a decoder to train it: byte head, loss functions, forward and backward pass.
 *
 * <p>Start at {@code Student}. It is given a {@code StudentBatch}, whose {@code BatchLayout} says where its documents stand, padded or
 * packed. A training pass has three phases: the forward pass of the {@code Backbone} from token ids to the hidden
 * states before the token head; a {@code LossFunction}, which gives losses and their gradients with respect to hidden states and heads;
 * the backward pass of the {@code Backbone}, block by block, to the gradients with respect to the trained weights. Another way to train is
 * another {@code LossFunction}, whose script {@code Student.open} takes from the objective; besides the hidden states of texts it may ask for those of branches
 * of them, a {@code Backbone.Input} with its attention mask and its positions. {@code TokenHeadRows} is the token head for loss functions
 * that need all next-token distributions before any gradient: {@code HeadReading} gives them to Java, {@code HeadGradient} collects the
 * gradient with respect to the logits in few numbers. {@code VocabularyTransfer} gives a decoder another tokenizer before it is trained.
 * Knows text, model and torch; nothing of teachers and of where text comes from.
 */
@NullMarked
package org.bytestill.student;

import org.jspecify.annotations.NullMarked;
