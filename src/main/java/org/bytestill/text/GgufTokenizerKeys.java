package org.bytestill.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.gguf.GgufWriter;

/** A tokenizer as the keys of a GGUF file: no more of it than these need. */
public final class GgufTokenizerKeys {
    private static final String KEY = "tokenizer.ggml.";

    private final String kind;
    private final String pieces;
    private final GgufTokens tokens;
    private final float[] scores;
    private final boolean addsSpace;
    private final List<String> merges;
    private final Vocabulary vocabulary;
    private final int[] opening;
    private final boolean closes;
    private final String padding;
    private final List<String> notes;

    /**
     * @param kind      {@code tokenizer.ggml.model}
     * @param pieces    {@code tokenizer.ggml.pre}
     * @param scores    of each token; empty of a kind that has none
     * @param addsSpace whether a space is put before a text, of a kind with scores
     * @param opening   ids that open a text
     * @param closes    whether the end-of-sequence token closes a text
     * @param padding   spelling of the token for padding, or empty
     */
    GgufTokenizerKeys(String kind, String pieces, GgufTokens tokens, float[] scores, boolean addsSpace, List<String> merges,
            Vocabulary vocabulary, int[] opening, boolean closes, String padding, List<String> notes) {
        this.kind = kind;
        this.pieces = pieces;
        this.tokens = tokens;
        this.scores = scores;
        this.addsSpace = addsSpace;
        this.merges = merges;
        this.vocabulary = vocabulary;
        this.opening = opening;
        this.closes = closes;
        this.padding = padding;
        this.notes = List.copyOf(notes);
    }

    /**
     * Reads the tokenizer of a model and finds how llama.cpp cuts as it does.
     *
     * @param rows of the model's embedding; rows that are no token become unused ones
     * @throws org.bytestill.problem.UserError if the tokenizer is missing or damaged, or no way that llama.cpp knows cuts as it does
     */
    public static GgufTokenizerKeys of(Path model, int rows) {
        return LlamaCppWay.find(TokenizerFiles.read(model), rows);
    }

    /** Adds all keys but the chat templates. */
    public void addTo(GgufWriter writer) {
        writer.text(KEY + "model", kind).text(KEY + "pre", pieces).texts(KEY + "tokens", tokens.texts());
        if (scores.length > 0) {
            writer.reals(KEY + "scores", scores).flag(KEY + "add_space_prefix", addsSpace);
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
        if (vocabulary.endOfSequence().cardinality() > 3) {
            all.add("The model ends with one of " + vocabulary.endOfSequence().cardinality() + " tokens; GGUF has room for three.");
        }
        return all;
    }
}
