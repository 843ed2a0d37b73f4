package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytestill.gguf.GgufWriter;
import org.bytestill.problem.UserError;

/**
 * A tokenizer as the keys of a GGUF file. How llama.cpp shall cut text is found by trying: of the ways it knows, the first that cuts
 * texts of many kinds as the tokenizer does; if none does, the tokenizer is refused.
 */
public final class GgufTokenizerKeys {
    private static final String KEY = "tokenizer.ggml.";
    /** Kinds of tokenizers, as {@code tokenizer.ggml.model} calls them. */
    private static final String BYTE_LEVEL = "gpt2";
    private static final String BY_SCORES = "llama";
    private static final String BY_MERGES = "gemma4";

    private final TokenizerFiles files;
    private final ObjectNode raw;
    private final int[] opening;
    private final boolean closes;
    private final TokenizerJson json;
    private final Vocabulary vocabulary;
    private final GgufTokens tokens;
    private final List<String> merges = new ArrayList<>();
    /** The number of the first merge that makes a token. */
    private final Map<String, Integer> firstMerge = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private String kind = BYTE_LEVEL;
    private String pieces = "";

    private GgufTokenizerKeys(TokenizerFiles given, int rows) {
        this.files = given.wholeTree();
        this.raw = files.tokenizer().deepCopy();
        OpeningTokens opens = OpeningTokens.of(files);
        this.closes = files.tokenizerConfig().path("add_eos_token").asBoolean();
        if (TokenizerKind.of(raw.path("model"), files.file()) != TokenizerKind.BPE) {
            throw refused("is a Unigram, for which llama.cpp has no tokens of single bytes");
        }
        this.json = TokenizerJson.of(files);
        this.vocabulary = json.vocabulary();
        this.opening = opens.ids(vocabulary);
        requireRows(rows);
        this.tokens = new GgufTokens(raw, json.spelling(), vocabulary, rows);
        for (JsonNode merge : raw.path("model").path("merges")) {
            List<String> pair = TokenizerJson.pair(merge);
            firstMerge.putIfAbsent(String.join("", pair), merges.size());
            merges.add(String.join(" ", pair));
        }
    }

    /**
     * Reads the tokenizer of a model and finds how llama.cpp cuts as it does.
     *
     * @param rows of the model's embedding; rows that are no token become unused ones
     * @throws UserError if the tokenizer is missing or damaged, or no way that llama.cpp knows cuts as it does
     */
    public static GgufTokenizerKeys of(Path model, int rows) {
        GgufTokenizerKeys keys = new GgufTokenizerKeys(TokenizerFiles.read(model), rows);
        try (Tokenizer tokenizer = Tokenizer.open(model)) {
            keys.findWay(tokenizer);
        }
        return keys;
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
            ObjectNode changed = raw.deepCopy();
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
        float[] scores = new float[tokens.texts().size()];
        for (int id = 0; id < scores.length; id++) {
            scores[id] = -firstMerge.getOrDefault(tokens.texts().get(id), merges.size() + id);
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

    /** Adds all keys but the chat templates. */
    public void addTo(GgufWriter writer) {
        writer.text(KEY + "model", kind).text(KEY + "pre", pieces).texts(KEY + "tokens", tokens.texts());
        if (!kind.equals(BYTE_LEVEL)) {
            writer.reals(KEY + "scores", scores()).flag(KEY + "add_space_prefix", addsSpace());
        }
        writer.wholes(KEY + "token_type", tokens.types()).texts(KEY + "merges", merges);
        addIds(writer);
        int begin = begin();
        writer.flag(KEY + "add_bos_token", opening.length > 0 && opening[0] == begin).flag(KEY + "add_eos_token", closes);
    }

    private int begin() {
        return opening.length > 0 ? opening[0] : vocabulary.beginOfSequence();
    }

    private void addIds(GgufWriter writer) {
        id(writer, "bos_token_id", begin());
        id(writer, "eos_token_id", vocabulary.end());
        id(writer, "unknown_token_id", tokens.unknown());
        String padding = NewTokenizer.roles(files).getOrDefault("pad_token", "");
        id(writer, "padding_token_id", padding.isEmpty() ? -1 : tokens.texts().indexOf(padding));
        int[] others = vocabulary.endOfSequence().stream().filter(end -> end != vocabulary.end()).toArray();
        id(writer, "eot_token_id", others.length > 0 ? others[0] : -1);
        id(writer, "eom_token_id", others.length > 1 ? others[1] : -1);
    }

    private void id(GgufWriter writer, String name, int id) {
        if (id >= 0 && id < tokens.texts().size()) {
            writer.whole(KEY + name, id);
        }
    }

    /** How text is cut, as {@code tokenizer.ggml.model} and {@code tokenizer.ggml.pre} say it. */
    public String way() {
        return kind + (pieces.isEmpty() ? "" : ", " + pieces);
    }

    /** What differs from the tokenizer's files, as sentences. */
    public List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        if (tokens.fillers() > 0) {
            all.add(tokens.fillers() + " rows of the embedding are no token and were named unused ones.");
        }
        if (opening.length > 1) {
            all.add("The tokenizer opens a text with " + opening.length + " tokens; GGUF has room for the first.");
        }
        if (kind.equals(BYTE_LEVEL) && addsSpace()) {
            all.add("The tokenizer puts a space before a text; llama.cpp does not.");
        }
        if (vocabulary.endOfSequence().cardinality() > 3) {
            all.add("The model ends with one of " + vocabulary.endOfSequence().cardinality() + " tokens; GGUF has room for three.");
        }
        return all;
    }
}
