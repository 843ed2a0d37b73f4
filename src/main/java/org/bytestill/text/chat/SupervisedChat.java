package org.bytestill.text.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as documents to train on, with the bytes that are supervised.
 *
 * @param refused   null, or why there is no document: {@code no assistant turn}, {@code no supervised turn} or {@code template}
 * @param error     the template's error if that is the reason
 * @param documents the documents; empty if the conversation is refused
 * @param turns     what became of each assistant turn
 */
public record SupervisedChat(@Nullable String refused, @Nullable TemplateError error, List<Document> documents, List<Turn> turns) {
    public SupervisedChat {
        documents = List.copyOf(documents);
        turns = List.copyOf(turns);
    }

    /**
     * A rendered text.
     *
     * @param supervised ranges of its UTF-8 bytes, in order
     * @param messages   indices of the messages that the ranges belong to
     */
    public record Document(String text, List<ByteRange> supervised, List<Integer> messages) {
        public Document {
            supervised = List.copyOf(supervised);
            messages = List.copyOf(messages);
        }
    }

    /**
     * An assistant turn.
     *
     * @param message    index of the message
     * @param status     {@code in place}, {@code in place, without eos}, {@code own document}, {@code empty}, {@code no prompt} or
     *                   {@code no start}
     * @param byHeader   whether the turn's start was found by its header, since the generation prompt is no prefix of it
     * @param range      the supervised bytes in the turn's document; null if there are none
     * @param endToken   the control token that ends the range; null if nothing in it teaches the model to stop
     * @param emptyThink bytes of an empty thinking scaffold at the start of the range; null if there is none
     */
    public record Turn(int message, String status, boolean byHeader, @Nullable ByteRange range, @Nullable String endToken,
            @Nullable ByteRange emptyThink) {}
}
