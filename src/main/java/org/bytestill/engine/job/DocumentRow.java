package org.bytestill.engine.job;

import java.nio.file.Path;
import org.bytestill.corpus.shapes.Sample;
import org.bytestill.text.chat.SupervisedChat;
import org.jspecify.annotations.Nullable;

/**
 * What became of a row.
 *
 * @param file  the file; null if it is the only one
 * @param row   from 0, counted through all files
 * @param line  from 1; 0 where rows are not lines
 * @param chat  its documents, if it is a conversation and there is a chat format
 */
public record DocumentRow(@Nullable Path file, long row, long line, Sample sample, @Nullable SupervisedChat chat) {
    /** Whether the row gives nothing to learn from, and why that is is told. */
    public boolean isRefused() {
        return chat != null && chat.refused() != null;
    }
}
