package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytestill.problem.UserError;
import org.bytestill.util.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * How llama.cpp shall cut text as a tokenizer does, found by trying: of the ways it knows, the first that cuts texts of many kinds so; if none
 * does, the tokenizer is refused. The files of the tokenizer, a hundred megabytes of a large one, are held by this search alone.
 */
final class LlamaCppWay {
    /** Kinds of tokenizers, as {@code tokenizer.ggml.model} calls them. */
    static final String BYTE_LEVEL = "gpt2";
    private static final String BY_SCORES = "llama";
    private static final String BY_MERGES = "gemma4";

    private final TokenizerFiles files;
    private final ObjectNode raw;
    private final OpeningTokens opens;
    private final boolean closes;
    private final TokenizerJson json;
    private final Vocabulary vocabulary;
    private final GgufTokens tokens;
    private final SpelledMerges merges;
    private final List<String> notes = new ArrayList<>();
    private String kind = BYTE_LEVEL;
    private String pieces = "";
    /** Null until they are asked for. */
    private float @Nullable [] scores;

    private LlamaCppWay(TokenizerFiles files, int rows) {
        this.files = files;
        this.raw = copyOf(files.tokenizer());
        this.opens = OpeningTokens.of(files);
        this.closes = files.tokenizerConfig().path("add_eos_token").asBoolean();
        if (TokenizerKind.of(raw.path("model"), files.file()) != TokenizerKind.BPE) {
            throw refused("is a Unigram, for which llama.cpp has no tokens of single bytes");
        }
        this.json = TokenizerJson.of(files);
        this.vocabulary = json.vocabulary();
        requireRows(rows);
        this.tokens = new GgufTokens(raw, json.spelling(), vocabulary, rows);
        this.merges = SpelledMerges.of(files.merges(), raw.path("model").path("merges"), vocabulary::nameOf);
    }

    /** A copy that may be changed, but for entries and merges of the model: these are most of it, nobody changes them, and they are shared. */
    private static ObjectNode copyOf(ObjectNode tokenizer) {
        ObjectNode copy = JsonFile.MAPPER.createObjectNode();
        tokenizer.properties().forEach(part -> copy.set(part.getKey(), part.getValue() instanceof ObjectNode model
                && part.getKey().equals("model") ? JsonFile.MAPPER.createObjectNode().setAll(model) : part.getValue().deepCopy()));
        return copy;
    }

    /**
     * Finds how llama.cpp cuts as a tokenizer does.
     *
     * @param rows of the model's embedding; rows that are no token become unused ones
     */
    static GgufTokenizerKeys find(TokenizerFiles files, int rows) {
        LlamaCppWay way = new LlamaCppWay(files, rows);
        try (Tokenizer tokenizer = new JsonTokenizer(way.json.rules(way.opens))) {
            way.findWay(tokenizer);
        }
        return way.keys();
    }

    private GgufTokenizerKeys keys() {
        boolean scored = !kind.equals(BYTE_LEVEL);
        boolean spaced = addsSpace();
        if (!scored && spaced) {
            notes.add("The tokenizer puts a space before a text; llama.cpp does not.");
        }
        return new GgufTokenizerKeys(kind, pieces, tokens, scored ? scores() : new float[0], scored && spaced, merges.spelled(), vocabulary,
                opens.ids(vocabulary), closes, NewTokenizer.roles(files).getOrDefault("pad_token", ""), notes);
    }

    private UserError refused(String reason) {
        return UserError.badInput("The tokenizer in %s %s. It cannot be written as GGUF; export the model as hf.", files.file(), reason);
    }

    private void requireRows(int rows) {
        for (int id = rows; id < vocabulary.size(); id++) {
            if (vocabulary.bytesOf(id).length > 0) {
                throw refused(String.format(Locale.ROOT, "has a token %d (\"%s\") for which the embedding of %d rows has none", id,
                        vocabulary.nameOf(id), rows));
            }
        }
    }

    private void findWay(Tokenizer tokenizer) {
        List<byte[]> texts = LlamaCppTexts.all();
        List<int[]> expected = texts.stream().map(tokenizer::encode).toList();
        if (json.spelling() == Spelling.BYTE_LEVEL) {
            pieces = preTokenizer(texts, expected);
            return;
        }
        if (!tokens.haveAllBytes()) {
            throw refused("has no token for some bytes, which llama.cpp asks for (<0x00> to <0xFF>)");
        }
        if (cutsAs(new ScoredPieces(tokens.texts(), scores())::cut, texts, expected)) {
            kind = BY_SCORES;
            pieces = "default";
        } else if (!addsSpace() && cutsAs(this::byLines, texts, expected)) {
            kind = BY_MERGES;
            pieces = BY_MERGES;
            notes.add("Text is cut by merges, as Gemma 4's (tokenizer.ggml.model gemma4), because scores would cut it in another way. "
                    + "llama.cpp reads this since April 2026.");
        } else {
            throw refused("cuts text neither by scores nor by merges as llama.cpp does");
        }
    }

    private static boolean cutsAs(Function<byte[], int[]> way, List<byte[]> texts, List<int[]> expected) {
        return IntStream.range(0, texts.size()).allMatch(i -> Arrays.equals(way.apply(texts.get(i)), expected.get(i)));
    }

    /** The name of the regular expressions; those that the file itself has are tried first. */
    private String preTokenizer(List<byte[]> texts, List<int[]> expected) {
        for (GgufPreTokenizer candidate : GgufPreTokenizer.likeliestFirst(raw)) {
            ObjectNode changed = copyOf(raw);
            candidate.write(changed);
            changed.putNull("post_processor");
            ((ObjectNode) changed.path("model")).put("ignore_merges", candidate.ignoreMerges());
            TokenizerFiles other = new TokenizerFiles(files.file(), files.content(), changed, files.tokenizerConfig(), files.config(),
                    files.generationConfig(), files.specialTokens(), List.of(), files.merges());
            try (Tokenizer tokenizer = JsonTokenizer.open(other)) {
                if (cutsAs(tokenizer::encode, texts, expected)) {
                    candidate.caution().ifPresent(notes::add);
                    return candidate.nameToWrite();
                }
            }
        }
        throw refused("cuts text in a way that none of llama.cpp's pre-tokenizers has (" + GgufPreTokenizer.namesToWrite() + ")");
    }

    /** Lines one by one, by merges; line ends together, if they are a token. */
    private int[] byLines(byte[] text) {
        IntList ids = new IntList(text.length);
        for (int from = 0; from < text.length;) {
            int to = from + 1;
            while (to < text.length && (text[to] == '\n') == (text[from] == '\n')) {
                to++;
            }
            int whole = text[from] == '\n' ? json.idOf("\n".repeat(to - from)) : -1;
            ids.addAll(whole >= 0 ? new int[] {whole} : json.pieces().cut(text, from, to));
            from = to;
        }
        return ids.toArray();
    }

    /** Minus the number of the first merge that makes a token; tokens that none makes come after all others. */
    private float[] scores() {
        if (scores != null) {
            return scores;
        }
        Map<String, Integer> firstMerge = merges.firstOf();
        scores = new float[tokens.texts().size()];
        for (int id = 0; id < scores.length; id++) {
            scores[id] = -firstMerge.getOrDefault(tokens.texts().get(id), merges.spelled().size() + id);
        }
        return scores;
    }

    /** True if a space is put before a text. */
    private boolean addsSpace() {
        for (String part : List.of("normalizer", "pre_tokenizer")) {
            for (JsonNode step : steps(raw.path(part))) {
                String type = step.path("type").asText();
                boolean metaspace = type.equals("Metaspace") && !step.path("prepend_scheme").asText("always").equals("never")
                        && step.path("add_prefix_space").asBoolean(true);
                if (type.equals("Prepend") || metaspace || type.equals("ByteLevel") && step.path("add_prefix_space").asBoolean()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<JsonNode> steps(JsonNode part) {
        List<JsonNode> steps = new ArrayList<>(List.of(part));
        part.path("normalizers").forEach(step -> steps.addAll(steps(step)));
        part.path("pretokenizers").forEach(step -> steps.addAll(steps(step)));
        return steps;
    }
}
