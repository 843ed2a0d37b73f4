package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;
import org.bytestill.util.Sha256;
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
    /** What makes a BPE; null for a Unigram. */
    private final @Nullable MergeRules pairs;

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
            this.pairs = new MergeRules(entriesOfText(), merges(files.merges(), model.path("merges"), special),
                    model.path("ignore_merges").asBoolean());
            this.pieces = pairs.pieces(spelling, vocabulary, byteTokens);
            this.lossless = LosslessForm.ofPairs(json, vocabulary, spelling);
        } else {
            this.pairs = null;
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
            requireOne(names[id], bytes[id], token, special.get(id) ? null : spelling.bytesOf(token), id);
            names[id] = token;
            bytes[id] = special.get(id) ? null : spelling.bytesOf(token);
        });
        text.ids().forEach((token, id) -> {
            requireOne(names[id], bytes[id], token, special.get(id) ? null : token.getBytes(StandardCharsets.UTF_8), id);
            names[id] = token;
            bytes[id] = special.get(id) ? null : token.getBytes(StandardCharsets.UTF_8);
        });
        return new Vocabulary(bytes, names, special, sequence.begin(), sequence.end(), sequence.written());
    }

    /** A probability belongs to one byte string: which of two is meant by an id nobody knows. */
    private void requireOne(@Nullable String before, byte @Nullable [] bytesBefore, String token, byte @Nullable [] bytes, int id) {
        if (bytesBefore != null && bytes != null && !Arrays.equals(bytesBefore, bytes)) {
            throw UserError.corruptFile("%s gives the id %d to the tokens \"%s\" and \"%s\". Copy it again from where it came.", file, id,
                    Quoted.of(String.valueOf(before)), Quoted.of(token));
        }
    }

    /** The two tokens of a merge; in older files one string with a space. */
    static List<String> pair(JsonNode merge) {
        return merge.isArray() && merge.size() == 2 ? List.of(merge.get(0).asText(), merge.get(1).asText())
                : List.of(merge.asText().split(" ", 2));
    }

    /** The merges that involve no special token, as {@link BytePairMerger#of} takes them. */
    private int[] merges(int[] known, JsonNode list, BitSet special) {
        int[] all = known.length > 0 ? known : merges(list);
        BitSet left = (BitSet) special.clone();
        if (spelling == Spelling.SENTENCE_PIECE) {
            IntStream.range(0, 256).mapToObj(spelling::ofByte).map(ids::get).filter(Objects::nonNull).forEach(left::set);
        }
        IntList merges = new IntList(all.length);
        for (int i = 0; i < all.length; i += 3) {
            if (!special.get(all[i]) && !special.get(all[i + 1]) && !left.get(all[i + 2])) {
                merges.add(all[i]);
                merges.add(all[i + 1]);
                merges.add(all[i + 2]);
            }
        }
        return merges.toArray();
    }

    private int[] merges(JsonNode list) {
        IntList merges = new IntList(3 * list.size());
        for (JsonNode merge : list) {
            List<String> pair = pair(merge);
            Integer left = ids.get(pair.get(0));
            Integer right = pair.size() == 2 ? ids.get(pair.get(1)) : null;
            Integer whole = right == null ? null : ids.get(pair.get(0).concat(pair.get(1)));
            if (left == null || right == null || whole == null) {
                throw UserError.corruptFile(
                        "%s: the merge %s names a token that is not in the vocabulary. Copy it again from where it came.",
                        file, merge);
            }
            merges.add(left);
            merges.add(right);
            merges.add(whole);
        }
        return merges.toArray();
    }

    /** Ids of the entries of which a text is cut. */
    private BitSet entriesOfText() {
        BitSet entries = new BitSet(vocabulary.size());
        ids.values().forEach(entries::set);
        for (int id = entries.nextSetBit(0); id >= 0; id = entries.nextSetBit(id + 1)) {
            entries.set(id, !vocabulary.isSpecial(id));
        }
        return entries;
    }

    /** What the file comes to, without the file. */
    TokenizerRules rules(OpeningTokens opening) {
        return new TokenizerRules(file, fingerprint(), spelling, vocabulary, controls(), opening.ids(vocabulary), byteTokens, pieces, pairs,
                lossless, notes());
    }

    private String fingerprint() {
        MessageDigest digest = Sha256.digest();
        digest.update(content);
        String rules = "|" + vocabulary.beginOfSequence() + "|" + vocabulary.endOfSequence() + "|" + JsonTokenizer.RULES;
        digest.update((lossless.kept() ? rules + "|kept" : rules).getBytes(StandardCharsets.UTF_8));
        return Sha256.hex(digest);
    }

    Spelling spelling() {
        return spelling;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    ByteTokens byteTokens() {
        return byteTokens;
    }

    PieceModel pieces() {
        return pieces;
    }

    /** Ids of added tokens. */
    BitSet addedIds() {
        return addedIds;
    }

    /** The special tokens that have a name. */
    private List<ControlTokens.Control> controls() {
        List<ControlTokens.Control> controls = new ArrayList<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.isSpecial(id)) {
                controls.add(added.getOrDefault(id, new ControlTokens.Control(vocabulary.nameOf(id), id, false, false)));
            }
        }
        return controls;
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

    /** Removed parts and ignored tokens, as sentences for the user. */
    private List<String> notes() {
        return Stream.of(ofFiles, lossless.notes(), text.notes()).flatMap(List::stream).toList();
    }
}
