package org.bytestill.tasks.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytestill.problem.UserError;
import org.bytestill.text.PublishedTokenizer;
import org.bytestill.text.python.TextSplits;

/**
 * Contexts and continuations as tokens, as lm-evaluation-harness makes them: white space at the end of a context goes to the continuation,
 * and the continuation is what the tokens of both together have beyond the number of tokens of the context (method.md 5.5).
 */
final class PairEncoder {
    private final PublishedTokenizer tokenizer;
    private final int prefix;
    private final String prefixText;

    /** @param prefix token that stands for an empty context; a text that begins with its name is not opened again */
    PairEncoder(PublishedTokenizer tokenizer, int prefix) {
        this.tokenizer = tokenizer;
        this.prefix = prefix;
        this.prefixText = tokenizer.vocabulary().nameOf(prefix);
    }

    /** A continuation with the white space that its context ended with; the context without. */
    private record Split(String context, String whole) {
        static Split of(Continuation continuation) {
            String context = TextSplits.strip(continuation.context(), null, false, true);
            return new Split(context, continuation.context() + continuation.text());
        }
    }

    List<Pair> pairs(List<Continuation> continuations) {
        List<Split> splits = continuations.stream().map(Split::of).toList();
        Set<String> texts = new LinkedHashSet<>();
        splits.forEach(split -> texts.addAll(List.of(split.context(), split.whole())));
        Map<String, int[]> plain = encoded(new ArrayList<>(texts));
        List<Pair> pairs = new ArrayList<>(splits.size());
        for (int i = 0; i < splits.size(); i++) {
            Pair pair = splits.get(i).context().isEmpty() ? afterPrefix(plain.get(splits.get(i).whole()))
                    : pair(opened(splits.get(i).context(), plain), opened(splits.get(i).whole(), plain));
            if (pair.continuation().length == 0) {
                throw UserError.badInput("The continuation \"%s\" adds no token to its context, so it has no probability. Mend the task's"
                        + " choices or its target_delimiter.", continuations.get(i).text());
            }
            pairs.add(pair);
        }
        return pairs;
    }

    private Map<String, int[]> encoded(List<String> texts) {
        List<int[]> tokens = tokenizer.encode(texts);
        Map<String, int[]> encoded = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            encoded.put(texts.get(i), tokens.get(i));
        }
        return encoded;
    }

    private int[] opened(String text, Map<String, int[]> plain) {
        return text.startsWith(prefixText) ? plain.get(text) : joined(tokenizer.opening(), plain.get(text));
    }

    /** A whole text as a model reads it. */
    int[] text(String text) {
        return opened(text, encoded(List.of(text)));
    }

    private static Pair pair(int[] context, int[] whole) {
        return new Pair(context, Arrays.copyOfRange(whole, Math.min(whole.length, context.length), whole.length));
    }

    /** After the prefix token; if the text itself begins with it, that one is the context. */
    private Pair afterPrefix(int[] tokens) {
        boolean begins = tokens.length > 0 && tokens[0] == prefix;
        return new Pair(new int[] {prefix}, begins ? Arrays.copyOfRange(tokens, 1, tokens.length) : tokens);
    }

    static int[] joined(int[] first, int[] rest) {
        int[] both = Arrays.copyOf(first, first.length + rest.length);
        System.arraycopy(rest, 0, both, first.length, rest.length);
        return both;
    }
}
