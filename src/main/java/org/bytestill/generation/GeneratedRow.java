package org.bytestill.generation;

import java.util.Arrays;
import org.bytestill.text.Vocabulary;
import org.jspecify.annotations.Nullable;

/** A text in generation: its tokens so far, and whether it has ended. */
final class GeneratedRow {
    final int prompt;
    private final int promptLength;
    private final GenerationSettings settings;
    private final Vocabulary vocabulary;
    private final WrittenText written;
    private int[] tokens = new int[16];
    private float[] logProbabilities = new float[16];
    private int size;
    private @Nullable StopReason reason;

    GeneratedRow(int prompt, int promptLength, GenerationSettings settings, Vocabulary vocabulary) {
        this.prompt = prompt;
        this.promptLength = promptLength;
        this.settings = settings;
        this.vocabulary = vocabulary;
        this.written = new WrittenText(settings.stopStrings());
    }

    /**
     * Appends a token.
     *
     * @param contextLimit most tokens of prompt and text together
     * @return the text that can be shown now
     */
    String append(int token, float logProbability, int contextLimit) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * size);
            logProbabilities = Arrays.copyOf(logProbabilities, 2 * size);
        }
        tokens[size] = token;
        logProbabilities[size++] = logProbability;
        if (!settings.stopTokens().get(token)) {
            written.append(vocabulary.bytesOf(token));
        }
        reason = reasonAfter(token, contextLimit);
        return written.certain(hasEnded());
    }

    private @Nullable StopReason reasonAfter(int token, int contextLimit) {
        return settings.stopTokens().get(token) ? StopReason.END : written.stopString() != null ? StopReason.STOP_STRING
                : size == settings.maxNewTokens() ? StopReason.LENGTH
                        : promptLength + size >= contextLimit ? StopReason.CONTEXT : null;
    }

    boolean hasEnded() {
        return reason != null;
    }

    /** Number of tokens so far. */
    int size() {
        return size;
    }

    Generated result() {
        return new Generated(Arrays.copyOf(tokens, size), Arrays.copyOf(logProbabilities, size), written.bytes(),
                reason == null ? StopReason.CANCELLED : reason, written.stopString());
    }
}
