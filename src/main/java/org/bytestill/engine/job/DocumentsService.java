package org.bytestill.engine.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bytestill.corpus.TextFormats;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.records.DataFolder;
import org.bytestill.corpus.records.RecordFormat;
import org.bytestill.corpus.shapes.Row;
import org.bytestill.corpus.shapes.Sample;
import org.bytestill.corpus.shapes.SampleReader;
import org.bytestill.problem.UserError;
import org.bytestill.text.chat.SupervisedChat;
import org.bytestill.text.chat.Supervision;
import org.jspecify.annotations.Nullable;

/** Reads data files as documents, row by row: what a run would see of them. Runs on the calling thread. */
public final class DocumentsService {
    /**
     * @param rows is given each row as it is read
     * @throws UserError for a row that cannot be read, after the rows before it were given; and if no row gives anything to learn from
     */
    public DocumentsReport read(DocumentsRequest request, Consumer<DocumentRow> rows) {
        Reading reading = new Reading(request, rows);
        try {
            reading.all();
        } catch (IOException e) {
            throw DataFile.unreadable(request.path(), e);
        }
        return reading.report();
    }

    /** One reading, with its counts. */
    private static final class Reading {
        private final DocumentsRequest request;
        private final Consumer<DocumentRow> rows;
        private final boolean isFolder;
        private final Set<String> shapes = new LinkedHashSet<>();
        private final List<String> notes = new ArrayList<>();
        private long row;
        private long skipped;
        private long refused;

        Reading(DocumentsRequest request, Consumer<DocumentRow> rows) {
            this.request = request;
            this.rows = rows;
            this.isFolder = Files.isDirectory(request.path());
        }

        void all() throws IOException {
            for (Path file : files()) {
                DataFile data = DataFile.at(file);
                RecordFormat format = TextFormats.of(data);
                try (SampleReader reader = new SampleReader(file, format.open(data), request.mapping())) {
                    shapes.add(reader.shapeName());
                    for (Row read = reader.next(); read != null; read = reader.next()) {
                        give(read, format.rowsAreLines() && !isFolder, isFolder ? file : null);
                    }
                    notes.addAll(reader.notes());
                }
            }
            if (skipped + refused == row) {
                throw UserError.badInput(
                        "%s gives nothing to learn from: of its %d rows %d hold nothing and %d have no answer that could be"
                                + " supervised. Name data with texts, or with conversations in which an assistant speaks.",
                        request.path(), row,
                        skipped, refused);
            }
        }

        private List<Path> files() {
            if (!isFolder) {
                return List.of(request.path());
            }
            DataFolder folder = TextFormats.in(request.path());
            if (!folder.notRead().isEmpty()) {
                notes.add(request.path() + ": not read are " + String.join(", ", folder.notRead()) + ".");
            }
            return folder.files();
        }

        private void give(Row read, boolean hasLine, @Nullable Path file) {
            DocumentRow given = new DocumentRow(file, row++, hasLine ? read.record().line() : 0, read.sample(), chat(read));
            skipped += read.sample() instanceof Sample.Nothing ? 1 : 0;
            refused += given.isRefused() ? 1 : 0;
            rows.accept(given);
        }

        private @Nullable SupervisedChat chat(Row read) {
            return request.format() == null || !(read.sample() instanceof Sample.Chat chat) ? null
                    : Supervision.of(request.format(), chat.conversation(), chat.firstSupervisedMessage());
        }

        DocumentsReport report() {
            return new DocumentsReport(List.copyOf(shapes), row, skipped, refused, List.copyOf(notes));
        }
    }
}
