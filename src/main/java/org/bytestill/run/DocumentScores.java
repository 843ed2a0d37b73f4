package org.bytestill.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;

/**
 * The results of a run on each validation document: a CSV file an evaluation, {@code validation/update-N.csv}, a line a document in the
 * order of the text. A resumed run writes the files of repeated evaluations anew.
 */
public final class DocumentScores {
    private static final String HEADER = "document,bytes,bits,rows,finite,kl_bits,same";

    private static final Pattern FILE = Pattern.compile("update-(\\d{1,9})\\.csv");

    private final Path folder;

    public DocumentScores(RunFolder run) {
        this.folder = run.path().resolve("validation");
    }

    private Path file(int update) {
        return folder.resolve("update-" + update + ".csv");
    }

    /** Writes the results of an evaluation after an update. Throws UserError if the disk is full or gone. */
    public void write(int update, List<DocumentScore> scores) {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        for (int document = 0; document < scores.size(); document++) {
            DocumentScore score = scores.get(document);
            csv.append(document).append(',').append(score.bytes()).append(',').append(score.bits()).append(',').append(score.rows())
                    .append(',').append(score.finite()).append(',').append(score.klBits()).append(',').append(score.same()).append('\n');
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be made (%s). Choose a folder you may write to.", folder, e.getMessage()).causedBy(e);
        }
        AtomicFile.write(file(update), csv.toString());
    }

    /** The newest evaluation that is kept; empty if there is none. */
    public OptionalInt last() {
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            return files.map(file -> FILE.matcher(file.getFileName().toString())).filter(Matcher::matches)
                    .mapToInt(name -> Integer.parseInt(name.group(1))).max();
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", folder, e.getMessage()).causedBy(e);
        }
    }

    /**
     * The results of the evaluation after that update.
     *
     * @throws UserError if there are none, or the file is damaged: with the line
     */
    public List<DocumentScore> read(int update) {
        Path file = file(update);
        try {
            List<DocumentScore> scores = new ArrayList<>();
            // Bytes that are no text become a character that is no digit, so that their line is told.
            String content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            content.lines().skip(1).forEach(line -> scores.add(score(line, file, scores.size())));
            return scores;
        } catch (NoSuchFileException e) {
            throw UserError.badInput("%s is not there: the run was made by a program that kept no results of documents. Make it again.",
                    file).causedBy(e);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", file, e.getMessage()).causedBy(e);
        }
    }

    private static DocumentScore score(String line, Path file, int document) {
        String[] values = line.split(",", -1);
        try {
            if (values.length != 7 || Integer.parseInt(values[0]) != document) {
                throw new NumberFormatException();
            }
            return new DocumentScore(Long.parseLong(values[1]), Double.parseDouble(values[2]), Long.parseLong(values[3]),
                    Long.parseLong(values[4]), Double.parseDouble(values[5]), Long.parseLong(values[6]));
        } catch (NumberFormatException e) {
            throw UserError.corruptFile("%s, line %d: these are not the results of document %d.", file, document + 2, document).causedBy(e);
        }
    }
}
