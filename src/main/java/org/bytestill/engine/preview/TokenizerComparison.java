package org.bytestill.engine.preview;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentStream;
import org.bytestill.corpus.TextAmount;
import org.bytestill.corpus.TextFormats;
import org.bytestill.corpus.TextSource;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.reading.InitialStudent;
import org.bytestill.engine.reading.RunTexts;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.Check;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;
import org.bytestill.util.Progress;
import org.bytestill.util.Texts;

/**
 * Compares the tokenizers of teacher and student on the text that a student is to be trained on: how much of it falls into tokens that end at the
 * same places, or are the same, which is what objectives across tokenizers live on. Only what is supervised counts. Reads no weights; runs on
 * the calling thread.
 */
public final class TokenizerComparison {
    private static final Texts CHECKS = Texts.of("checks");
    private static final Texts TEXTS = Texts.of("preview");
    /** With more of the text in the same tokens, objectives that compare tokens see most of it. */
    private static final double MOSTLY = 0.7;

    private final CountedSide teacher;
    private final CountedSide student;
    private long bytes;
    private long sharedEnds;
    private long oneToOne;
    private long oneToOneBytes;

    /**
     * Compares.
     *
     * @param progress counts bytes of text
     * @throws org.bytestill.problem.UserError if models or text are not chosen or cannot be read
     * @throws CancellationException           if the progress listener cancels
     */
    public static TokenizersReport of(TokenizersRequest request, Progress progress) {
        RunConfig config = RunConfigFile.resolved(request.config(), request.base());
        Check.that(!config.teacher().isBlank(), "%s %s", CHECKS.get("none.teacher"), CHECKS.get("none.model.cure"));
        Check.that(!config.student().isBlank(), "%s %s", CHECKS.get("none.student"), CHECKS.get("none.model.cure"));
        Check.that(!config.text().train().isEmpty(), "%s %s", CHECKS.get("none.text.train"),
                CHECKS.get("none.text.cure", TextFormats.endingsInWords()));
        try (CountedSide teacher = teacherOf(config);
                CountedSide student = studentOf(config);
                RunChats chats = RunChats.of(config, TextPreview.chatFolder(config), Instant.now())) {
            return new TokenizerComparison(teacher, student).read(config, request.bytes(), chats, progress);
        }
    }

    /**
     * Compares on documents that are read already.
     *
     * @param config its paths are absolute
     * @param bytes  of the documents that are looked at, at least
     */
    public static TokenizersReport of(RunConfig config, List<Document> documents, long bytes) {
        try (CountedSide teacher = teacherOf(config);
                CountedSide student = studentOf(config)) {
            TokenizerComparison comparison = new TokenizerComparison(teacher, student);
            int read = 0;
            while (read < documents.size() && comparison.bytes < bytes) {
                comparison.add(documents.get(read++));
            }
            return comparison.report(config, read == documents.size());
        }
    }

    private TokenizerComparison(CountedSide teacher, CountedSide student) {
        this.teacher = teacher;
        this.student = student;
    }

    private static CountedSide teacherOf(RunConfig config) {
        return new CountedSide(config.teacher(), Tokenizer.open(Path.of(config.teacher())), 0);
    }

    /** With its new tokenizer, if one is configured. */
    private static CountedSide studentOf(RunConfig config) {
        Tokenizer tokenizer = config.newTokenizer().isBlank() ? Tokenizer.open(Path.of(config.student()))
                : InitialStudent.opened(config).tokenizer();
        return new CountedSide(config.student(), tokenizer, Objectives.usesByteHead(config) ? config.byteHead().positions() : 0);
    }

    private TokenizersReport read(RunConfig config, long most, RunChats chats, Progress progress) {
        TextSource source = RunTexts.train(config);
        long limit = most == 0 ? Long.MAX_VALUE : most;
        long total = Math.min(limit, TextAmount.of(source).bytes());
        boolean isWhole = false;
        try (DocumentStream stream = source.open(chats)) {
            while (bytes < limit && !isWhole) {
                Optional<Document> document = stream.next();
                document.ifPresent(this::add);
                isWhole = document.isEmpty();
                if (!progress.report(Math.min(bytes, total), total)) {
                    throw new CancellationException("tokenizers");
                }
            }
        }
        return report(config, isWhole);
    }

    private TokenizersReport report(RunConfig config, boolean isWhole) {
        TokenizersReport.Side ofTeacher = teacher.report();
        TokenizersReport.Side ofStudent = student.report();
        boolean isSame = teacher.fingerprint().equals(student.fingerprint());
        TokenizersReport bare = new TokenizersReport(ofTeacher, ofStudent, bytes, isWhole, sharedEnds, oneToOne, oneToOneBytes,
                teacher.sharedStrings(student), isSame, List.of());
        return new TokenizersReport(ofTeacher, ofStudent, bytes, isWhole, sharedEnds, oneToOne, oneToOneBytes, bare.sharedStrings(), isSame,
                notes(bare, config));
    }

    private void add(Document document) {
        for (Span span : document.supervision().spans()) {
            byte[] text = Arrays.copyOfRange(document.bytes(), span.start(), span.end());
            bytes += text.length;
            align(teacher.ends(text), student.ends(text));
        }
    }

    /** Counts the places where tokens of both end, and the groups of one token each between them. */
    private void align(int[] teachers, int[] students) {
        int t = 0;
        int s = 0;
        int firstTeacher = 0;
        int firstStudent = 0;
        int begin = 0;
        while (t < teachers.length && s < students.length) {
            if (teachers[t] == students[s]) {
                sharedEnds++;
                if (t == firstTeacher && s == firstStudent) {
                    oneToOne++;
                    oneToOneBytes += teachers[t] - begin;
                }
                begin = teachers[t];
                firstTeacher = ++t;
                firstStudent = ++s;
            } else if (teachers[t] < students[s]) {
                t++;
            } else {
                s++;
            }
        }
    }

    private static List<String> notes(TokenizersReport report, RunConfig config) {
        List<String> notes = new ArrayList<>();
        if (report.isSame()) {
            notes.add(TEXTS.get("tokenizers.same"));
        } else if (report.bytes() > 0) {
            notes.add(TEXTS.get(report.oneToOneOfBytes() >= MOSTLY ? "tokenizers.mostly" : "tokenizers.seldom",
                    report.oneToOneOfBytes() * 100));
        }
        if (report.teacher().partsOfVocabulary() > 0) {
            notes.add(TEXTS.get("tokenizers.parts", report.teacher().partsOfVocabulary()));
        }
        if (report.teacher().specials() > 0) {
            notes.add(TEXTS.get("tokenizers.specials", report.teacher().specials()));
        }
        if (report.student().longer() > 0) {
            notes.add(TEXTS.get("tokenizers.longer", 100.0 * report.student().longer() / report.student().tokens(),
                    config.byteHead().positions()));
        }
        return notes;
    }
}
