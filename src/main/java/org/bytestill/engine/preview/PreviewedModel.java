package org.bytestill.engine.preview;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.engine.reading.InitialStudent;
import org.bytestill.engine.reading.OpenedModel;
import org.bytestill.text.Tokenizer;

/** One model of a preview: reads documents by its tokenizer, without weights, and counts what it reads. For one thread. */
final class PreviewedModel implements AutoCloseable {
    private static final int STUDENT = -1;

    private final String name;
    private final int teacher;
    private final int context;
    private final Tokenizer tokenizer;
    private final DocumentTokenizer cutter;
    private long bytes;
    private long supervisedBytes;
    private long tokens;
    private long specialTokens;

    private PreviewedModel(String name, int teacher, int context, Tokenizer tokenizer) {
        this.name = name;
        this.teacher = teacher;
        this.context = context;
        this.tokenizer = tokenizer;
        this.cutter = new DocumentTokenizer(tokenizer, Integer.MAX_VALUE);
    }

    /** @param number of the teacher among those of the run */
    static PreviewedModel teacher(String folder, int number) {
        return new PreviewedModel(folder, number, Integer.MAX_VALUE, Tokenizer.open(Path.of(folder)));
    }

    /** The student as it is trained: with its new tokenizer, if one is configured. */
    static PreviewedModel student(RunConfig config) {
        OpenedModel opened = InitialStudent.opened(config);
        return new PreviewedModel(config.student(), STUDENT, opened.config().maxPositions() - 1, opened.tokenizer());
    }

    /** Most tokens of a document that it reads at once. */
    int context() {
        return context;
    }

    /** Reads a document; gives how many tokens it has. */
    int count(Document document) {
        return counted(document).stream().mapToInt(TokenizedDocument::tokens).sum();
    }

    /** Reads a document that is shown. */
    PreviewDocument.Reading read(Document document) {
        return new PreviewDocument.Reading(name, teacher != STUDENT,
                counted(document).stream().map(text -> ReadText.of(text, tokenizer.vocabulary())).toList());
    }

    private List<TokenizedDocument> counted(Document document) {
        List<TokenizedDocument> texts = new ArrayList<>();
        for (Document text : teacher == STUDENT ? List.of(document) : ReadText.renderings(document, teacher)) {
            TokenizedDocument tokenized = cutter.tokenize(text);
            bytes += text.size();
            supervisedBytes += text.supervision().bytes();
            tokens += tokenized.tokens();
            specialTokens += tokenized.special().cardinality();
            texts.add(tokenized);
        }
        return texts;
    }

    PreviewReport.Model report() {
        return new PreviewReport.Model(name, teacher != STUDENT, bytes, supervisedBytes, tokens, specialTokens);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
