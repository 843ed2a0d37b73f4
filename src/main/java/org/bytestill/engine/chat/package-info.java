/**
 * Conversations as text for several models: each model renders them by its own chat template, and the same bytes are supervised in all
 * of them.
 *
 * <p>Start at {@link org.bytestill.engine.chat.ChatAlignment}, which turns a conversation into documents of the student with their
 * counterparts in the teachers' renderings; {@link org.bytestill.engine.chat.ChatModel} is one model's way of writing.
 */
@NullMarked
package org.bytestill.engine.chat;

import org.jspecify.annotations.NullMarked;
