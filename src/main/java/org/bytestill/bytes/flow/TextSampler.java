package org.bytestill.bytes.flow;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.bytestill.bytes.TokenModel;
import org.bytestill.problem.Check;
import org.bytestill.text.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Samples text from a token model after any byte prefix, token by token at temperature 1.
 *
 * <p>The prefix may end where no canonical token ends, even within a character. So the last canonical token of the prefix is
 * removed, and the first sampled token is one that begins with its bytes (token healing); only the bytes after those are new.
 * Special tokens other than the end are never generated. Used by one thread at a time.
 */
public final class TextSampler {
    private final TokenModel model;
    private final Vocabulary vocabulary;

    /** @param model stays the caller's, who closes it */
    public TextSampler(TokenModel model) {
        this.model = model;
        this.vocabulary = model.tokenizer().vocabulary();
    }

    /**
     * Generates at most {@code bytes} bytes, fewer if the model ends the text.
     *
     * @param bytes  most bytes to generate
     * @param seed   seed of the draws; if empty, the most probable token is taken each time (greedy)
     * @param goesOn asked before every token whether to continue
     * @throws CancellationException if the answer is no
     */
    public SampledText write(byte[] prefix, int bytes, OptionalLong seed, BooleanSupplier goesOn) {
        Check.that(bytes >= 1, "%d bytes are to be written; ask for at least 1.", bytes);
        SplittableRandom draws = seed.isPresent() ? new SplittableRandom(seed.getAsLong()) : null;
        int[] tokens = model.tokenizer().encode(prefix);
        byte[] open = tokens.length == 0 ? new byte[0] : vocabulary.bytesOf(tokens[tokens.length - 1]);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        boolean ended = false;
        try (TokenModel.Contexts tree = model.newContexts()) {
            double[] row = begin(tree, tokens, bytes);
            while (written.size() < bytes && !ended) {
                if (!goesOn.getAsBoolean()) {
                    throw new CancellationException("Writing was cancelled.");
                }
                int token = choose(row, open, draws);
                ended = token < 0 || vocabulary.endsSequence(token);
                if (!ended) {
                    byte[] spelled = vocabulary.bytesOf(token);
                    written.write(spelled, open.length, spelled.length - open.length);
                    open = new byte[0];
                    if (tree.size() == model.contextLimit()) {
                        break;
                    }
                    row = evaluated(List.of(new TokenModel.Query(tree, tree.size() - 1, token)));
                }
            }
        }
        byte[] kept = whole(prefix, written.toByteArray(), bytes);
        return new SampledText(kept, ended && kept.length == written.size());
    }

    /**
     * The next-token distribution after all tokens but the last; the first tokens are cut off if the context limit would leave
     * too little room to generate.
     */
    private double[] begin(TokenModel.Contexts tree, int[] tokens, int bytes) {
        int count = Math.max(0, tokens.length - 1);
        int room = Math.max(0, model.contextLimit() - 1 - Math.min(bytes, model.contextLimit() / 2));
        List<TokenModel.Query> queries = new ArrayList<>();
        queries.add(new TokenModel.Query(tree, -1, vocabulary.beginOfSequence()));
        for (int i = Math.max(0, count - room); i < count; i++) {
            queries.add(new TokenModel.Query(tree, queries.size() - 1, tokens[i]));
        }
        return evaluated(queries);
    }

    private double[] evaluated(List<TokenModel.Query> queries) {
        double[] row = new double[Math.min(model.rowSize(), vocabulary.size())];
        model.evaluate(queries, (query, probabilities) -> {
            if (query == queries.size() - 1) {
                for (int id = 0; id < row.length; id++) {
                    row[id] = probabilities[id];
                }
            }
        });
        return row;
    }

    /** Draws a token among those allowed here; -1 if the model gives none of them a probability. */
    private int choose(double[] row, byte[] open, @Nullable SplittableRandom draws) {
        double total = 0;
        int best = -1;
        for (int id = 0; id < row.length; id++) {
            if (isAllowed(id, open)) {
                total += row[id];
                best = best < 0 || row[id] > row[best] ? id : best;
            }
        }
        if (draws == null || !(total > 0)) {
            return best;
        }
        double left = draws.nextDouble() * total;
        for (int id = 0; id < row.length; id++) {
            if (isAllowed(id, open)) {
                left -= row[id];
                if (left < 0) {
                    return id;
                }
            }
        }
        return best;
    }

    private boolean isAllowed(int id, byte[] open) {
        if (vocabulary.endsSequence(id)) {
            return open.length == 0;
        }
        byte[] spelled = vocabulary.bytesOf(id);
        return spelled.length > 0 && !vocabulary.isSpecial(id) && spelled.length >= open.length
                && Arrays.equals(spelled, 0, open.length, open, 0, open.length);
    }

    /** Cuts the text to the given number of bytes, and before a UTF-8 character that is incomplete. */
    private static byte[] whole(byte[] prefix, byte[] written, int bytes) {
        byte[] all = Arrays.copyOf(prefix, prefix.length + Math.min(bytes, written.length));
        System.arraycopy(written, 0, all, prefix.length, all.length - prefix.length);
        int end = all.length - unfinished(all);
        return Arrays.copyOfRange(all, prefix.length, end > prefix.length ? end : all.length);
    }

    /** Number of bytes at the end that begin a UTF-8 character without completing it: 0 to 3. */
    private static int unfinished(byte[] text) {
        for (int length = 1; length <= Math.min(3, text.length); length++) {
            int value = text[text.length - length] & 0xFF;
            if (value >= 0xC0) {
                return length < (value >= 0xF0 ? 4 : value >= 0xE0 ? 3 : 2) ? length : 0;
            }
            if (value < 0x80) {
                return 0;
            }
        }
        return 0;
    }
}
