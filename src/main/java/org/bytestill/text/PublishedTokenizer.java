package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;

/**
 * The tokenizer of a model as its files say, as transformers 5.24 runs it: text is normalised, a space is put in front where the files say
 * so, the names of special tokens in a text become these tokens, and the tokens that open a text are added.
 *
 * <p>Beside {@link Tokenizer}, whose tokens are the bytes of a text: this one is for comparisons with numbers of other programs. Thread-safe.
 */
public final class PublishedTokenizer implements AutoCloseable {
    /** A type of model whose text transformers composes (NFC) whatever its tokenizer's file says. */
    private static final String COMPOSED = "qwen2";

    private final NativeTokenizer library;
    private final Vocabulary vocabulary;
    private final int[] opening;
    private final boolean stripsSpace;
    /** Whether tokens of a single byte are read together, and all of them become U+FFFD if they are no UTF-8. */
    private final boolean fallsBack;

    private PublishedTokenizer(TokenizerFiles files) {
        OpeningTokens openingTokens = OpeningTokens.of(files);
        ObjectNode json = files.tokenizer().deepCopy();
        TokenizerJson read = TokenizerJson.of(files);
        this.vocabulary = read.vocabulary();
        this.opening = openingTokens.ids(vocabulary);
        this.stripsSpace = stripsSpace(json.path("decoder"));
        this.fallsBack = has(json.path("decoder"), "ByteFallback");
        if (files.config().path("model_type").asText().equals(COMPOSED) && !json.hasNonNull("normalizer")) {
            json.putObject("normalizer").put("type", "NFC");
        }
        TokenizerLimits.strip(json);
        this.library = open(files.file(), json);
    }

    /** @throws UserError as {@link Tokenizer#open} */
    public static PublishedTokenizer open(Path model) {
        if (EndsTokenizer.isIn(model)) {
            throw UserError
                    .badInput("%s is a byte student with token ends: other programs do not cut text so, and nothing that follows them"
                            + " can be measured of it. `bytestill eval` measures bits per byte.", model);
        }
        return new PublishedTokenizer(TokenizerFiles.read(model));
    }

    private static NativeTokenizer open(Path file, ObjectNode json) {
        byte[] content = json.toString().getBytes(StandardCharsets.UTF_8);
        try {
            return TokenizerLimits.isKnown(json) ? new LibraryInThisProcess(content) : new LibraryProcess(file, content);
        } catch (UserError e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw UserError.badInput("%s cannot be used by the tokenizers library: %s.", file, Quoted.of(String.valueOf(e.getMessage())))
                    .causedBy(e);
        }
    }

    /** Whether the first space of a text in front of which one was put is taken away when tokens are read. */
    private static boolean stripsSpace(JsonNode decoder) {
        for (JsonNode step : decoder.path("decoders")) {
            if (stripsSpace(step)) {
                return true;
            }
        }
        String type = decoder.path("type").asText();
        return type.equals("Strip") && decoder.path("content").asText().equals(" ") && decoder.path("start").asInt() > 0
                || type.equals("Metaspace") && !decoder.path("prepend_scheme").asText("always").equals("never")
                        && decoder.path("add_prefix_space").asBoolean(true);
    }

    private static boolean has(JsonNode decoder, String type) {
        return decoder.path("type").asText().equals(type) || decoder.path("decoders").valueStream().anyMatch(step -> has(step, type));
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Tokens of each text, without those that open it. */
    public List<int[]> encode(List<String> texts) {
        return library.cut(texts).stream().map(NativeTokenizer.Cut::ids).toList();
    }

    /** The special tokens that open a text. */
    public int[] opening() {
        return opening.clone();
    }

    /** The text of tokens without special ones; bytes that are no UTF-8 become U+FFFD. */
    public String decode(int[] tokens) {
        String text = fallsBack ? withByteTokens(tokens) : utf8(tokens, 0, tokens.length);
        return stripsSpace && text.startsWith(" ") ? text.substring(1) : text;
    }

    private String utf8(int[] tokens, int from, int to) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = from; i < to; i++) {
            bytes.writeBytes(vocabulary.bytesOf(tokens[i]));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private String withByteTokens(int[] tokens) {
        int[] kept = Arrays.stream(tokens).filter(token -> vocabulary.bytesOf(token).length > 0).toArray();
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < kept.length;) {
            int to = from;
            while (to < kept.length && Spelling.byteOf(vocabulary.nameOf(kept[to])) >= 0) {
                to++;
            }
            String run = utf8(kept, from, Math.max(to, from + 1));
            text.append(to > from && run.indexOf('\uFFFD') >= 0 ? "\uFFFD".repeat(to - from) : run);
            from = Math.max(to, from + 1);
        }
        return text.toString();
    }

    /** The id of a token by its spelling; -1 if there is none. */
    public int idOf(String name) {
        List<int[]> ids = new ArrayList<>(encode(List.of(name)));
        return ids.get(0).length == 1 && vocabulary.nameOf(ids.get(0)[0]).equals(name) ? ids.get(0)[0] : -1;
    }

    @Override
    public void close() {
        library.close();
    }
}
