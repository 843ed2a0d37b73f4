package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Parser of a Hugging Face {@code tokenizer.json}, or of one generated from GGUF metadata: the byte string of every token, the merges or
 * scores, and a lossless form of the file for the tokenizers library ({@link LosslessForm}).
 *
 * <p>Supports the kinds of {@link TokenizerKind}; others are refused by name.
 */
final class TokenizerJson {
    private final Path file;
    private final byte[] content;
    private final List<String> ofFiles;
    private final Spelling spelling;
    private final Map<String, Integer> ids = new HashMap<>();
    private final BitSet addedIds = new BitSet();
    /** Added tokens by their id, with the white space that they take. */
    private final Map<Integer, ControlTokens.Control> added = new HashMap<>();
    private final AddedText text;
    private final Vocabulary vocabulary;
    private final ByteTokens byteTokens;
    private final PieceModel pieces;
    private final LosslessForm lossless;

    private TokenizerJson(TokenizerFiles files) {
        this.file = files.file();
        this.content = files.content();
        this.ofFiles = files.notes();
        ObjectNode json = files.tokenizer();
        TokenizerLimits.require(json, file);
        JsonNode model = json.path("model");
        TokenizerKind kind = TokenizerKind.of(model, file);
        this.spelling = kind.spelling(json, file);

        Map<String, Integer> added = new HashMap<>();
        BitSet special = new BitSet();
        if (kind == TokenizerKind.BPE) {
            readEntries(model.path("vocab"));
            markUnknown(ids.get(model.path("unk_token").asText("")), special);
        } else {
            readList(model.path("vocab"));
            markUnknown(model.hasNonNull("unk_id") ? model.path("unk_id").asInt() : null, special);
        }
        this.text = new AddedText(model, ids);
        readAdded(json.path("added_tokens"), added, special);
        SequenceIds sequence = SequenceIds.read(files, added, ids);
        special.or(sequence.end());
        if (sequence.begin() >= 0) {
            special.set(sequence.begin());
        }
        this.vocabulary = vocabulary(special, sequence);
        this.byteTokens = new ByteTokens(spelling, this::idOf, file);
        if (kind == TokenizerKind.BPE) {
            List<String[]> merges = merges(model.path("merges"), special);
            this.pieces = new BytePairPieces(this, merges, model.path("ignore_merges").asBoolean());
            this.lossless = LosslessForm.ofPairs(json, merges, vocabulary, spelling);
        } else {
            double[] scores = scores(model.path("vocab"));
            this.lossless = LosslessForm.ofUnigram(json, vocabulary);
            this.pieces = new UnigramPieces(this, scores, lossless.pieces() == LosslessForm.Pieces.AT_SPACES);
        }
    }

    /** @throws UserError if the file is damaged or of an unsupported kind */
    static TokenizerJson of(TokenizerFiles files) {
        return new TokenizerJson(files);
    }

    private void readEntries(JsonNode entries) {
        entries.fields().forEachRemaining(entry -> ids.put(entry.getKey(), checkedId(entry.getKey(), entry.getValue())));
    }

    /** Reads a Unigram list, in which the position of a token is its id; of duplicate tokens the first counts. */
    private void readList(JsonNode entries) {
        for (int id = 0; id < entries.size(); id++) {
            ids.putIfAbsent(entries.get(id).get(0).asText(), id);
        }
    }

    private static double[] scores(JsonNode entries) {
        double[] scores = new double[entries.size()];
        for (int id = 0; id < scores.length; id++) {
            scores[id] = entries.get(id).get(1).asDouble();
        }
        return scores;
    }

    private static void markUnknown(@Nullable Integer unknown, BitSet special) {
        if (unknown != null && unknown >= 0) {
            special.set(unknown);
        }
    }

    /** Reads the added tokens; removes those that have to be ignored from the file. */
    private void readAdded(JsonNode tokens, Map<String, Integer> added, BitSet special) {
        for (Iterator<JsonNode> each = tokens.elements(); each.hasNext();) {
            JsonNode token = each.next();
            String content = token.path("content").asText();
            int id = checkedId(content, token.path("id"));
            added.put(content, id);
            this.added.put(id, new ControlTokens.Control(content, id, token.path("lstrip").asBoolean(), token.path("rstrip").asBoolean()));
            if (token.path("special").asBoolean()) {
                special.set(id);
            }
            if (special.get(id) || spelling != Spelling.BYTE_LEVEL || !AddedText.isMisread(content)) {
                ids.put(content, id);
                addedIds.set(id);
            } else if (text.take(content, id)) {
                addedIds.set(id);
            } else {
                each.remove();
            }
        }
    }

    private int checkedId(String token, JsonNode id) {
        // A huge id would determine the size of the vocabulary's arrays.
        if (!id.isInt() || id.asInt() < 0 || id.asInt() > 1 << 24) {
            throw UserError.corruptFile("%s: token \"%s\" has the id %s; a number from 0 to %d was expected.", file, Quoted.of(token), id,
                    1 << 24);
        }
        return id.asInt();
    }

    private Vocabulary vocabulary(BitSet special, SequenceIds sequence) {
        int size = Stream.of(ids, text.ids()).flatMap(map -> map.values().stream()).mapToInt(id -> id + 1).max().orElse(0);
        byte[][] bytes = new byte[size][];
        String[] names = new String[size];
        ids.forEach((token, id) -> {
            names[id] = token;
            bytes[id] = special.get(id) ? null : spelling.bytesOf(token);
        });
        text.ids().forEach((token, id) -> {
            names[id] = token;
            bytes[id] = special.get(id) ? null : token.getBytes(StandardCharsets.UTF_8);
        });
        return new Vocabulary(bytes, names, special, sequence.begin(), sequence.end(), sequence.written());
    }

    /** The two tokens of a merge; in older files one string with a space. */
    static List<String> pair(JsonNode merge) {
        return merge.isArray() && merge.size() == 2 ? List.of(merge.get(0).asText(), merge.get(1).asText())
                : List.of(merge.asText().split(" ", 2));
    }

    /** The merges that involve no special token. */
    private List<String[]> merges(JsonNode list, BitSet special) {
        List<String[]> merges = new ArrayList<>(list.size());
        for (JsonNode merge : list) {
            String[] pair = pair(merge).toArray(String[]::new);
            Integer left = ids.get(pair[0]);
            Integer right = pair.length == 2 ? ids.get(pair[1]) : null;
            Integer whole = pair.length == 2 ? ids.get(pair[0] + pair[1]) : null;
            if (left == null || right == null || whole == null) {
                throw UserError.corruptFile(
                        "%s: the merge %s names a token that is not in the vocabulary. Copy it again from where it came.",
                        file, merge);
            }
            boolean spellsAByte = spelling == Spelling.SENTENCE_PIECE && Spelling.byteOf(pair[0] + pair[1]) >= 0;
            if (!special.get(left) && !special.get(right) && !special.get(whole) && !spellsAByte) {
                merges.add(pair);
            }
        }
        return merges;
    }

    Path file() {
        return file;
    }

    /** The unmodified content of the file, for its hash. */
    byte[] content() {
        return content;
    }

    Spelling spelling() {
        return spelling;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The subword model. */
    PieceModel pieces() {
        return pieces;
    }

    ByteTokens byteTokens() {
        return byteTokens;
    }

    /** Ids of all entries by their spelling, without the added tokens of {@link AddedText}. */
    Map<String, Integer> ids() {
        return ids;
    }

    /** Ids of added tokens. */
    BitSet addedIds() {
        return addedIds;
    }

    /** The special tokens that have a name. */
    ControlTokens controls() {
        List<ControlTokens.Control> controls = new ArrayList<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.isSpecial(id)) {
                controls.add(added.getOrDefault(id, new ControlTokens.Control(vocabulary.nameOf(id), id, false, false)));
            }
        }
        return new ControlTokens(controls);
    }

    /** True if the subword model alone determines the tokens: at most a pre-tokenization at spaces, and no added tokens. */
    boolean modelDecides() {
        return lossless.pieces() != LosslessForm.Pieces.OTHERWISE && !lossless.adds();
    }

    /** True if pieces are kept that the file's pre-tokenizer drops. */
    boolean keepsPieces() {
        return lossless.kept();
    }

    /** The id of an entry that is not special, or -1. */
    int idOf(String token) {
        Integer id = ids.get(token);
        return id == null || vocabulary.isSpecial(id) ? -1 : id;
    }

    /** True if the tokenizers library may read the lossless file in this process. */
    boolean isKnown() {
        return lossless.isKnown();
    }

    /** The lossless file for the tokenizers library. */
    byte[] losslessJson() {
        return lossless.json().getBytes(StandardCharsets.UTF_8);
    }

    /** Removed parts and ignored tokens, as sentences for the user. */
    List<String> notes() {
        return Stream.of(ofFiles, lossless.notes(), text.notes()).flatMap(List::stream).toList();
    }
}
