package org.bytestill.corpus.shapes;

import java.util.List;
import org.bytestill.text.chat.ByteRange;
import org.bytestill.text.chat.Conversation;

/** What a record holds for training. */
public sealed interface Sample {
    /**
     * A text.
     *
     * @param bytes      valid UTF-8, never empty
     * @param supervised bytes that are supervised, in order; none given means all
     */
    record Text(byte[] bytes, List<ByteRange> supervised) implements Sample {}

    /**
     * A conversation, which a chat template makes a text of.
     *
     * @param firstSupervisedMessage number of the message, from 0, before which no answer is supervised
     */
    record Chat(Conversation conversation, int firstSupervisedMessage) implements Sample {}

    /** The fields that matter are missing, null or empty: the record is skipped and counted. */
    record Nothing() implements Sample {}
}
