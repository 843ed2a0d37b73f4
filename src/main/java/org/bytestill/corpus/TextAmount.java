package org.bytestill.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.text.chat.Conversation;

/**
 * How much text a source holds. The size of a file of records says little of it: columns are left out, and compression may make ten times
 * of it. So the beginnings of some files are read, and the rest is taken to be like them.
 *
 * @param bytes         of the documents
 * @param documentBytes mean length of a document: chats and short records are documents of their own, however long one may be
 * @param isExact       whether all of it was counted
 */
public record TextAmount(long bytes, long documentBytes, boolean isExact) {
    /** Text that is read of a file, and of how many files. */
    private static final long SAMPLE_BYTES = 2 << 20;
    private static final int SAMPLED_FILES = 8;

    /** @throws org.bytestill.problem.UserError if a file is missing, empty or malformed in its beginning */
    public static TextAmount of(TextSource source) {
        Sum sum = new Sum();
        for (Path file : files(source)) {
            sum.add(DataFile.at(file), source);
        }
        long bytes = Math.round(sum.counted + sum.unread * (sum.sampledSize == 0 ? 1 : sum.sampled / sum.sampledSize));
        long used = source.maxBytes() > 0 ? Math.min(source.maxBytes(), bytes) : bytes;
        long usual = Math.round(sum.counted / Math.max(1, sum.documents));
        return new TextAmount(used, Math.max(1, Math.min(used, usual)), sum.isExact);
    }

    private static List<Path> files(TextSource source) {
        List<Path> files = new ArrayList<>();
        source.files().forEach(file -> files.addAll(Files.isDirectory(file) ? TextFormats.in(file).files() : List.of(file)));
        return files;
    }

    /** Counts a conversation as the text of its messages: templates add little to it. */
    private static final class Measured implements ChatReader {
        @Override
        public List<Document> documents(String id, Path source, long offset, Conversation conversation, int first) {
            return List.of(new Document(id, conversation.messages().toString().getBytes(StandardCharsets.UTF_8), source, offset));
        }

        @Override
        public List<String> notes() {
            return List.of();
        }
    }

    /** The sum over files. */
    private static final class Sum {
        private double counted;
        /** Documents that the counted text makes. */
        private double documents;
        /** Text of the files that were looked into, and their sizes on disk. */
        private double sampled;
        private double sampledSize;
        private int files;
        /** Sizes of the files that were not looked into. */
        private double unread;
        private boolean isExact = true;

        void add(DataFile file, TextSource source) {
            try {
                long size = Files.size(file.path());
                if (TextFormats.isTextAsItIs(file)) {
                    counted += size;
                    documents += pieces(size, source);
                } else if (files++ < SAMPLED_FILES) {
                    double text = sample(file, source);
                    counted += text;
                    sampled += text;
                    sampledSize += size;
                } else {
                    unread += size;
                    isExact = false;
                }
            } catch (IOException e) {
                throw DataFile.unreadable(file.path(), e);
            }
        }

        private double sample(DataFile file, TextSource source) throws IOException {
            try (TextReader reader = TextFormats.open(file, source.mapping(), new Measured(), SAMPLE_BYTES)) {
                long bytes = 0;
                long pieces = 0;
                for (Optional<TextPart> part = reader.next(); bytes < SAMPLE_BYTES && part.isPresent(); part = reader.next()) {
                    long size = part.get() instanceof Text text ? text.bytes().readAllBytes().length
                            : ((TextPart.Chat) part.get()).documents().stream().mapToLong(Document::size).sum();
                    bytes += size;
                    pieces += pieces(size, source);
                }
                boolean isWhole = bytes < SAMPLE_BYTES;
                double share = isWhole ? 1 : Math.max(1e-9, reader.fraction());
                isExact &= isWhole;
                documents += pieces / share;
                return bytes / share;
            }
        }

        private static long pieces(long bytes, TextSource source) {
            return (bytes + source.documentBytes() - 1) / source.documentBytes();
        }
    }
}
