package org.bytestill.engine.job;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.TextSource;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.chat.RunCorpora;
import org.bytestill.engine.reading.TeacherText;
import org.bytestill.text.Tokenizer;

/** The text that a conversion reads with a teacher. */
public interface ConversionText {
    /** How conversations are read. */
    RunChats chats(Path teacher);

    /** Documents and conversations; the caller closes the chats. */
    Corpus read(RunChats chats);

    /** The same as the conversion's teacher reads it. */
    TeacherText of(Corpus corpus, Tokenizer tokenizer);

    /**
     * Files, whole, with conversations as the teacher writes them.
     *
     * @param chat what of a conversation is supervised
     */
    record OfFiles(TextSource source, RunConfig.Chat chat) implements ConversionText {
        @Override
        public RunChats chats(Path teacher) {
            return chats(teacher, List.of());
        }

        /** With other teachers, each of which reads a rendering of its own. */
        RunChats chats(Path teacher, List<Path> others) {
            return new RunChats(teacher, others, chat, source.documentBytes(), LocalDateTime.now());
        }

        @Override
        public Corpus read(RunChats chats) {
            return Corpus.read(source, chats);
        }

        @Override
        public TeacherText of(Corpus corpus, Tokenizer tokenizer) {
            return TeacherText.of(corpus, 0, tokenizer);
        }
    }

    /**
     * What a run trains on: without the documents that it holds out, or leaves out since they are there twice.
     *
     * @param config  of the run, with absolute paths
     * @param teacher number of the teacher among the run's, from 0
     */
    record OfRun(RunConfig config, int teacher) implements ConversionText {
        @Override
        public RunChats chats(Path ignored) {
            return RunChats.of(config, Path.of(config.student()), Instant.now());
        }

        @Override
        public Corpus read(RunChats chats) {
            return RunCorpora.read(config, chats).train();
        }

        @Override
        public TeacherText of(Corpus corpus, Tokenizer tokenizer) {
            return TeacherText.of(corpus, teacher, tokenizer);
        }
    }
}
