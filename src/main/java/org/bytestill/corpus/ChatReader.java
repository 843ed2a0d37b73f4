package org.bytestill.corpus;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.problem.UserError;
import org.bytestill.text.chat.Conversation;

/** Turns conversations into documents, by the chat template of the model that reads them. For one thread. */
public interface ChatReader {
    /** Refuses conversations: where texts alone are read. */
    ChatReader NONE = new ChatReader() {
        @Override
        public List<Document> documents(String id, Path source, long offset, Conversation conversation, int first) {
            throw UserError.badInput("%s: this is a conversation, and texts are read here. Name a column that holds texts by a mapping"
                    + " (text=COLUMN), or let `bytestill documents` write the conversations as texts through a chat template.", id);
        }

        @Override
        public List<String> notes() {
            return List.of();
        }
    };

    /**
     * The documents of a conversation; none if nothing of it is supervised, which {@link #notes} count.
     *
     * @param id     names the conversation in messages: the file and the row
     * @param offset byte offset of its record in the file
     * @param first  index of the first message that may be supervised
     */
    List<Document> documents(String id, Path source, long offset, Conversation conversation, int first);

    /** What a user should know of the conversations that were read; sentences. */
    List<String> notes();
}
