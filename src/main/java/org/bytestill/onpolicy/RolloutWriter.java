package org.bytestill.onpolicy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.bytestill.config.RunConfig;
import org.bytestill.generation.Generated;
import org.bytestill.generation.GenerationListener;
import org.bytestill.generation.GenerationSettings;
import org.bytestill.generation.Generator;
import org.bytestill.generation.StopReason;
import org.bytestill.model.Sampling;
import org.bytestill.student.Student;
import org.bytestill.text.Vocabulary;

/**
 * Lets the student write after prompts, with its weights of the moment. Temperature, top-p and length are those of the configuration;
 * nothing is taken from a {@code generation_config.json}, and there is no top-k, no min-p and no penalty.
 */
public final class RolloutWriter {
    /** Memory of keys and values: it decides which texts are written together, so it must not depend on the machine. */
    private static final long CACHE_BYTES = 1L << 30;

    /** A request to stop is looked for once in so many tokens: a look costs a question to the disk. */
    private static final int TOKENS_A_LOOK = 32;

    private final Generator generator;
    private final Vocabulary vocabulary;
    private final RunConfig.OnPolicy settings;
    private final BitSet stops = new BitSet();

    public RolloutWriter(Student student, Vocabulary vocabulary, RunConfig.OnPolicy settings) {
        this.generator = new Generator(student.decoder(), vocabulary, CACHE_BYTES);
        this.vocabulary = vocabulary;
        this.settings = settings;
        // A token without bytes cannot be part of a text that the teacher reads.
        IntStream.range(0, student.config().vocabularySize())
                .filter(id -> id >= vocabulary.size() || vocabulary.bytesOf(id).length == 0).forEach(stops::set);
        stops.or(vocabulary.endOfSequence());
    }

    /**
     * Writes a text after each prompt.
     *
     * @param seed      of the draws
     * @param interrupt asks now and then whether to give up
     * @return the texts in the order of the prompts; empty if it gave up
     */
    public Optional<List<Rollout>> write(List<Prompt> prompts, long seed, BooleanSupplier interrupt) {
        boolean[] givenUp = new boolean[1];
        int[] tokens = new int[1];
        GenerationListener listener = (prompt, token, logProbability, text) -> {
            givenUp[0] |= tokens[0]++ % TOKENS_A_LOOK == 0 && interrupt.getAsBoolean();
            return !givenUp[0];
        };
        GenerationSettings asked = new GenerationSettings(settings.maxNewTokens(),
                new Sampling(settings.temperature(), 0, settings.topP(), 0, 1), seed, stops, List.of());
        List<Generated> written = generator.generate(prompts.stream().map(Prompt::ids).toList(), asked, listener);
        List<Rollout> rollouts = new ArrayList<>();
        for (int i = 0; i < prompts.size() && !givenUp[0]; i++) {
            rollouts.add(rollout(prompts.get(i), written.get(i)));
        }
        return givenUp[0] ? Optional.empty() : Optional.of(List.copyOf(rollouts));
    }

    private Rollout rollout(Prompt prompt, Generated text) {
        Rollout.End end = end(text);
        boolean hasStop = end == Rollout.End.END || end == Rollout.End.SPECIAL;
        int[] ids = hasStop ? Arrays.copyOf(text.tokens(), text.tokens().length - 1) : text.tokens();
        double nats = -IntStream.range(0, ids.length).mapToDouble(i -> text.logProbabilities()[i]).sum();
        return new Rollout(prompt, ids, text.bytes(), nats, end);
    }

    private Rollout.End end(Generated text) {
        if (text.reason() != StopReason.END) {
            return text.reason() == StopReason.CONTEXT ? Rollout.End.CONTEXT : Rollout.End.LENGTH;
        }
        return vocabulary.endsSequence(text.tokens()[text.tokens().length - 1]) ? Rollout.End.END : Rollout.End.SPECIAL;
    }
}
