package org.bytestill.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytestill.util.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * What a tokenizer does to a text before its model cuts it: normalizer and pre-tokenizer, tried on odd texts. Whether bytes are dropped or
 * changed shows in what arrives at the model, whatever the parts are called.
 */
final class TextPipeline {
    /** Options of the library, as for a whole tokenizer. */
    private static final Map<String, String> PLAIN = Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false",
            "modelMaxLength", "1000000000");
    /** White space, controls, combining marks, ligatures, cases, numbers, quotes, names of tokens, scripts without spaces. */
    private static final List<String> ODD = List.of("a b", " a", "a ", "a  b", "a\tb", "a\nb", "a\r\nb", "a\n\n b", "a\u00A0b", "a\u2003b",
            "a\u3000b", "a\u0085b", "a\u2028b", "a\u200Bb", "a\u200Db", "a\u00ADb", "\uFEFFa", "a\u0001b", "a\u007Fb", "e\u0301", "\u00E9",
            "\uAC00\u1100\u1161", "\uFB01", "\uFF21", "\u0130I", "\u1E9E\u00DF", "12 345", "\u0661\u0662", "don't",
            "\u201Ca\u201D \u2018b\u2019",
            "``a''", "a...b", "a\u2026", "a_b-c", "a/b|c:d", "<0x0A></s>[UNK]", "\u4E2D\u6587\u3002", "\u0E44\u0E17\u0E22",
            "\uD83D\uDC69\u200D\uD83D\uDCBB\uFE0F", "Aa", "##a", "a\u0000b");
    private static final List<String> TEXTS = texts();
    /** The library takes milliseconds to try a pipeline, and the same one comes again with every copy of a tokenizer. */
    private static final int MOST_KNOWN = 32;
    private static final int LONGEST_KNOWN = 20_000;
    private static final Map<String, Optional<Change>> KNOWN = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Change>> eldest) {
            return size() > MOST_KNOWN;
        }
    });

    private final JsonNode normalizer;
    private final JsonNode preTokenizer;
    private final Spelling spelling;

    /**
     * @param normalizer   of a {@code tokenizer.json}
     * @param preTokenizer of it
     * @param spelling     how bytes are written when the model sees them
     */
    TextPipeline(JsonNode normalizer, JsonNode preTokenizer, Spelling spelling) {
        this.normalizer = normalizer.deepCopy();
        this.preTokenizer = preTokenizer.deepCopy();
        this.spelling = spelling;
    }

    /**
     * A text that does not arrive as it is.
     *
     * @param arrived what the model gets of it
     */
    record Change(String text, String arrived) {}

    /** The first odd text that is changed; empty if all arrive as they are, or the library cannot use the parts. */
    Optional<Change> firstChange() {
        String rules = spelling + " " + normalizer + " " + preTokenizer;
        Optional<Change> known = KNOWN.get(rules);
        if (known != null) {
            return known;
        }
        try (HuggingFaceTokenizer library = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json()), PLAIN)) {
            Optional<Change> found = firstChange(library);
            if (rules.length() <= LONGEST_KNOWN) {
                KNOWN.put(rules, found);
            }
            return found;
        } catch (IOException | RuntimeException e) {
            // Opening the whole tokenizer tells it.
            return Optional.empty();
        }
    }

    private Optional<Change> firstChange(HuggingFaceTokenizer library) {
        for (String text : TEXTS) {
            String arrived = arrived(library, text);
            if (!text.equals(arrived)) {
                return Optional.of(new Change(text, arrived == null ? "" : arrived));
            }
        }
        return Optional.empty();
    }

    /** The odd texts, then every character of the lower scripts and of punctuation: a rule may drop any of them. */
    private static List<String> texts() {
        List<String> texts = new ArrayList<>(ODD);
        for (int first = 0x20; first < 0x500; first += 0x40) {
            StringBuilder characters = new StringBuilder();
            for (int point = first; point < first + 0x40; point++) {
                characters.append('x').appendCodePoint(point);
            }
            texts.add(characters.toString());
        }
        return List.copyOf(texts);
    }

    private @Nullable String arrived(HuggingFaceTokenizer library, String text) {
        long[] ids = library.encode(text, false, false).getIds();
        byte[] bytes = new byte[ids.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ids[i];
        }
        String seen = new String(bytes, StandardCharsets.UTF_8);
        if (spelling == Spelling.SENTENCE_PIECE) {
            return seen.replace(Spelling.SPACE, ' ');
        }
        byte[] spelled = ByteAlphabet.bytesOf(seen);
        return spelled == null ? seen : new String(spelled, StandardCharsets.UTF_8);
    }

    /** The parts before a model that has nothing but byte fallback: its ids are the bytes of what it gets. */
    private byte[] json() {
        ObjectNode json = JsonFile.MAPPER.createObjectNode().put("version", "1.0").putNull("truncation").putNull("padding");
        json.putArray("added_tokens");
        json.set("normalizer", normalizer.isMissingNode() ? JsonFile.MAPPER.nullNode() : normalizer);
        json.set("pre_tokenizer", preTokenizer.isMissingNode() ? JsonFile.MAPPER.nullNode() : preTokenizer);
        json.putNull("post_processor").putNull("decoder");
        json.set("model", ByteModel.node());
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
