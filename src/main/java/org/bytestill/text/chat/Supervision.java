package org.bytestill.text.chat;

import java.util.List;

/** Finds the bytes of a rendered conversation that are supervised: what the assistant says, and the token that ends its turn. */
public final class Supervision {
    private Supervision() {}

    /**
     * @param firstMessage index of the first message whose turn may be supervised: the length of the prompt where a row has a prompt and a
     *                     completion, else 0
     */
    public static SupervisedChat of(ChatFormat format, Conversation conversation, int firstMessage) {
        return new SupervisedChat("template", null, List.of(), List.of());
    }
}
