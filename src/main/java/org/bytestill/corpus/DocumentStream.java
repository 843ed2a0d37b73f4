package org.bytestill.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.records.DataFolder;
import org.jspecify.annotations.Nullable;

/** A stream of the documents of a source, read one by one in their order: the text may be larger than memory. For one thread. */
public final class DocumentStream implements AutoCloseable {
    private final TextSource source;
    private final ChatReader chats;
    /** Documents of the conversation at hand. */
    private final Deque<Document> ready = new ArrayDeque<>();
    private long texts;
    private long cut;
    private long skipped;
    private long unsupervised;
    /** Documents that were made of the text at hand. */
    private int pieces;
    private final Deque<Path> files;
    private final DocumentSplitter splitter;
    private final List<String> notes = new ArrayList<>();
    private long left;
    private Path file;
    private @Nullable TextReader reader;
    private @Nullable Text text;

    DocumentStream(TextSource source, ChatReader chats) {
        this.source = source;
        this.chats = chats;
        this.files = new ArrayDeque<>(source.files());
        this.splitter = new DocumentSplitter(source.documentBytes());
        this.left = source.maxBytes() == 0 ? Long.MAX_VALUE : source.maxBytes();
    }

    /**
     * The next document; nothing after the last.
     *
     * @throws org.bytestill.problem.UserError if a file is missing, empty or malformed; the message says where and what to do
     */
    public Optional<Document> next() {
        try {
            while (!ready.isEmpty() || text != null || nextPart()) {
                if (!ready.isEmpty()) {
                    left -= ready.peek().size();
                    return Optional.of(ready.remove());
                }
                if (text == null) {
                    continue; // a conversation without a document
                }
                long position = splitter.position();
                byte[] piece = splitter.next(left);
                left = splitter.isCut() ? 0 : left - piece.length;
                if (piece.length == 0) {
                    text = null;
                    continue;
                }
                pieces++;
                cut += pieces == 2 ? 1 : 0;
                Document document = document(text, position, piece);
                if (!document.supervision().spans().isEmpty()) {
                    return Optional.of(document);
                }
                unsupervised++;
            }
            return Optional.empty();
        } catch (IOException e) {
            throw DataFile.unreadable(file, e);
        }
    }

    private Document document(Text text, long position, byte[] piece) {
        long offset = text.offset() + position;
        String id = text.place().isEmpty() ? file + "@" + offset : file + text.place() + (position > 0 ? ", byte " + position : "");
        return new Document(id, piece, file, offset, Supervision.of(text.supervised(position, piece.length)), Document.Markup.PLAIN);
    }

    /** What became of the texts that were read so far. */
    public TextCounts counts() {
        return new TextCounts(texts, cut, skipped + (reader == null ? 0 : reader.skipped()), unsupervised);
    }

    /** What a user should know of the files that are read, complete after the last document; sentences. */
    public List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        if (reader != null) {
            all.addAll(reader.notes());
        }
        all.addAll(chats.notes());
        if (unsupervised > 0) {
            all.add(unsupervised + " pieces of longer texts hold prompts alone and are left out. Raise text.document_bytes to keep prompts"
                    + " and completions together.");
        }
        return List.copyOf(all);
    }

    private boolean nextPart() throws IOException {
        while (left > 0 && nextReader()) {
            Optional<TextPart> next = reader.next();
            if (next.isPresent()) {
                begin(next.get());
                return true;
            }
            closeReader();
        }
        closeReader();
        for (; !files.isEmpty(); files.remove()) {
            notes.add(files.peek() + " is not used: the limit of " + source.maxBytes() + " bytes is reached before it.");
        }
        return false;
    }

    private void begin(TextPart part) {
        texts++;
        pieces = 0;
        if (part instanceof TextPart.Chat chat) {
            ready.addAll(chat.documents());
        } else {
            text = (Text) part;
            splitter.start(text.bytes());
        }
    }

    /** The reader of the file at hand, or of the next one if there is any. */
    private boolean nextReader() throws IOException {
        while (reader == null && !files.isEmpty()) {
            file = files.remove();
            if (Files.isDirectory(file)) {
                openFolder(TextFormats.in(file));
            } else {
                reader = TextFormats.open(DataFile.at(file), source.mapping(), chats, left);
            }
        }
        return reader != null;
    }

    private void openFolder(DataFolder folder) {
        for (int i = folder.files().size() - 1; i >= 0; i--) {
            files.addFirst(folder.files().get(i));
        }
        if (!folder.notRead().isEmpty()) {
            notes.add(file + ": not read are " + String.join(", ", folder.notRead()) + ".");
        }
    }

    private void closeReader() throws IOException {
        if (reader != null) {
            notes.addAll(reader.notes());
            skipped += reader.skipped();
            reader.close();
            reader = null;
        }
    }

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (IOException e) {
            throw DataFile.unreadable(file, e);
        }
    }
}
