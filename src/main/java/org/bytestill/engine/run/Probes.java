package org.bytestill.engine.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.Passages;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.generation.Generated;
import org.bytestill.generation.GenerationListener;
import org.bytestill.generation.GenerationSettings;
import org.bytestill.generation.Generator;
import org.bytestill.model.Decoder;
import org.bytestill.model.Sampling;
import org.bytestill.text.Tokenizer;
import org.bytestill.util.Progress;

/** The probe texts of a run (method.md 5.2): the configuration's, or the beginnings of its first validation documents. */
final class Probes {
    /** What is looked at of a text. */
    static final int TEXT_BYTES = 64;
    /** What is kept of a continuation. */
    static final int WRITTEN_BYTES = 32;
    private static final int TEXTS = 5;
    /** No token is empty, so that these are enough for the bytes kept. */
    private static final int WRITTEN_TOKENS = 16;
    private static final long CACHE_BYTES = 1L << 28;

    private Probes() {}

    /**
     * What a teacher makes of them.
     *
     * @param rows    its next-byte distributions, of each text
     * @param written how it goes on with each
     */
    record OfTeacher(List<ByteRows> rows, List<byte[]> written) {}

    /** The texts as documents. */
    static List<Document> documents(RunConfig config, Corpus validation) {
        List<String> own = config.evaluation().probes();
        if (own.isEmpty()) {
            return validation.documents().stream().filter(document -> document.supervision().rows() > 0).limit(TEXTS).toList();
        }
        List<Document> documents = new ArrayList<>();
        for (String text : own) {
            if (!text.isEmpty()) {
                documents.add(new Document("evaluation.probes", text.getBytes(StandardCharsets.UTF_8), Path.of("run.yaml"), 0));
            }
        }
        return documents;
    }

    /** The beginnings as a teacher reads them: of a conversation that of the first supervised answer, after what is before it. */
    static List<Passage> ofTeacher(List<Document> documents, int teacher, Tokenizer tokenizer) {
        return documents.stream().map(document -> beginning(Passages.of(List.of(document), teacher, tokenizer).get(0))).toList();
    }

    static List<Passage> ofStudent(List<TokenizedDocument> documents, int beginOfSequence) {
        return documents.stream().map(document -> beginning(Passages.of(document, beginOfSequence).get(0))).toList();
    }

    private static Passage beginning(Passage passage) {
        int bytes = passage.ends() ? passage.text().length - 1 : passage.text().length;
        return new Passage(passage.prompt(), cut(passage.text(), Math.max(1, Math.min(TEXT_BYTES, bytes))));
    }

    /** At most so many bytes; a character of UTF-8 is not split. */
    static byte[] cut(byte[] text, int most) {
        int end = Math.min(most, text.length);
        int character = end;
        while (isContinuation(text, character) && end - character < 3) {
            character--;
        }
        return Arrays.copyOf(text, isContinuation(text, character) || character == 0 ? end : character);
    }

    private static boolean isContinuation(byte[] text, int at) {
        return at > 0 && at < text.length && (text[at] & 0xC0) == 0x80;
    }

    /** Reads and goes on with them by a teacher. */
    static OfTeacher read(LoadedModel teacher, List<Passage> passages, ByteReader reader) {
        return new OfTeacher(reader.readPassages(passages, Progress.NONE), written(teacher.decoder(), teacher.tokenizer(), passages));
    }

    /** How a model goes on with each text, greedily. */
    static List<byte[]> written(Decoder decoder, Tokenizer tokenizer, List<Passage> passages) {
        List<int[]> prompts = passages.stream().map(passage -> prompt(passage, tokenizer)).toList();
        GenerationSettings settings = new GenerationSettings(WRITTEN_TOKENS, Sampling.GREEDY, 0, tokenizer.vocabulary(), List.of());
        return new Generator(decoder, tokenizer.vocabulary(), CACHE_BYTES).generate(prompts, settings, GenerationListener.NONE).stream()
                .map(Generated::bytes).map(text -> cut(text, WRITTEN_BYTES)).toList();
    }

    private static int[] prompt(Passage passage, Tokenizer tokenizer) {
        int begin = tokenizer.vocabulary().beginOfSequence();
        int[] before = passage.prompt().length > 0 || begin < 0 ? passage.prompt() : new int[] {begin};
        int[] ids = tokenizer.encode(passage.text());
        int[] all = Arrays.copyOf(before, before.length + ids.length);
        System.arraycopy(ids, 0, all, before.length, ids.length);
        return all;
    }
}
