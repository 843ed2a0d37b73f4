package org.bytestill.corpus;

import java.util.List;

/** What a reader finds in a file: a text, or a conversation that was rendered. */
sealed interface TextPart permits Text, TextPart.Chat {
    /** The documents of a conversation, rendered for the model that reads it. They are not split: that was seen to before. */
    record Chat(List<Document> documents) implements TextPart {}
}
