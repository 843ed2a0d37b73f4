package org.bytestill.text.chat;

import java.util.List;

/**
 * What a chat template makes of a conversation.
 *
 * @param text       the text
 * @param generation what the template's generation blocks wrote, as ranges of the text's UTF-8 bytes, in the order in which they ended;
 *                   empty if the template has no such blocks
 */
public record Rendering(String text, List<ByteRange> generation) {
    public Rendering {
        generation = List.copyOf(generation);
    }
}
