package org.bytestill.onpolicy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.corpus.Counterpart;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.Supervision;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.WrittenTokens;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;
import org.bytestill.util.Texts;

/**
 * Makes documents of what the student wrote: the bytes of the prompt are context, those it wrote are supervised. No token crosses from one
 * to the other, since it wrote after the tokens of the prompt. Special tokens stand in the prompt alone: their names in a written text are
 * text.
 */
public final class WrittenDocument {
    private static final Texts TEXTS = Texts.inFiles("onpolicy");

    private final Tokenizer tokenizer;
    private final byte[] endName;

    public WrittenDocument(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        Vocabulary vocabulary = tokenizer.vocabulary();
        byte[] name = vocabulary.end() < 0 ? new byte[0] : vocabulary.nameOf(vocabulary.end()).getBytes(StandardCharsets.UTF_8);
        this.endName = name.length == 0 ? new byte[] {'<'} : name;
    }

    /** What holds the place of the end of a text, where a next-byte distribution is read; no distribution depends on it. */
    public byte placeOfEnd() {
        return endName[0];
    }

    /**
     * The document of a text.
     *
     * @param tokens which tokens the written bytes are in
     * @param ends   whether the end of a text that the student ended is supervised; its token is then the end of sequence, which stands
     *               after sampled tokens without bytes, after canonical ones in place of its name, as a chat template has it
     */
    public TokenizedDocument of(Rollout rollout, WrittenTokens tokens, boolean ends) {
        boolean scored = ends && rollout.isEnded() && tokenizer.vocabulary().end() >= 0;
        return tokens == WrittenTokens.SAMPLED ? sampled(rollout, scored) : canonical(rollout, scored);
    }

    private TokenizedDocument sampled(Rollout rollout, boolean scored) {
        TokenizedDocument text = text(rollout, rollout.ids(), scored, new byte[0]);
        return scored ? text.ended(tokenizer.vocabulary().end()) : text;
    }

    private TokenizedDocument canonical(Rollout rollout, boolean scored) {
        int[] ids = tokenizer.encode(rollout.bytes());
        if (!scored) {
            return text(rollout, ids, false, new byte[0]);
        }
        TokenizedDocument text = text(rollout, ids, true, endName);
        int[] more = Arrays.copyOf(text.ids(), text.tokens() + 1);
        int[] starts = Arrays.copyOf(text.starts(), text.starts().length + 1);
        more[text.tokens()] = tokenizer.vocabulary().end();
        starts[text.starts().length] = text.size();
        BitSet special = (BitSet) text.special().clone();
        special.set(text.tokens());
        return new TokenizedDocument(text.document(), more, starts, text.begin(), special);
    }

    /** The prompt and the written tokens, whose bytes are supervised, then bytes for which the caller has a token. */
    private TokenizedDocument text(Rollout rollout, int[] written, boolean scored, byte[] after) {
        Prompt prompt = rollout.prompt();
        TokenizedDocument source = prompt.source();
        int before = Arrays.binarySearch(source.starts(), prompt.offset());
        int[] ids = Arrays.copyOf(source.ids(), before + written.length);
        int[] starts = Arrays.copyOf(source.starts(), ids.length + 1);
        System.arraycopy(written, 0, ids, before, written.length);
        for (int token = before; token < ids.length; token++) {
            starts[token + 1] = starts[token] + tokenizer.vocabulary().bytesOf(ids[token]).length;
        }
        BitSet special = source.special().get(0, before);
        return new TokenizedDocument(document(rollout, scored, after), ids, starts, source.begin(), special);
    }

    private static Document document(Rollout rollout, boolean scored, byte[] after) {
        byte[] bytes = joined(rollout.prompt().bytes(), rollout.bytes(), after);
        int from = rollout.prompt().offset();
        int to = from + rollout.bytes().length;
        Supervision supervision = new Supervision(to > from || scored ? List.of(new Span(from, to, scored)) : List.of());
        Document source = rollout.source();
        List<List<Counterpart>> counterparts = source.counterparts().stream()
                .map(teacher -> List.of(counterpart(rollout, teacher.get(rollout.prompt().span()), scored))).toList();
        return new Document(TEXTS.get("written", source.id()), bytes, source.source(), source.offset(), supervision, source.markup(),
                counterparts);
    }

    /** The written bytes in a teacher's rendering, after what that has before the span. */
    private static Counterpart counterpart(Rollout rollout, Counterpart of, boolean scored) {
        int from = of.span().start();
        byte[] text = joined(Arrays.copyOf(of.text(), from), rollout.bytes());
        return new Counterpart(text, of.markup(), new Span(from, text.length, scored));
    }

    static byte[] joined(byte[]... parts) {
        byte[] all = new byte[IntStream.range(0, parts.length).map(i -> parts[i].length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
