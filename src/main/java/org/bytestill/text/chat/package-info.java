/**
 * Chats: how a model's chat template writes a conversation, and which bytes of that text are supervised.
 *
 * <p>Start at {@link org.bytestill.text.chat.ChatFormat}: the templates of one model with the tokens they name. It renders a
 * {@link org.bytestill.text.chat.Conversation} to a {@link org.bytestill.text.chat.Rendering}, as transformers does;
 * {@link org.bytestill.text.chat.Supervision} finds the bytes of the assistant's turns in it.
 */
@NullMarked
package org.bytestill.text.chat;

import org.jspecify.annotations.NullMarked;
