package org.bytestill.tasks.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.generation.Generated;
import org.bytestill.generation.GenerationSettings;
import org.bytestill.generation.Generator;
import org.bytestill.model.Decoder;
import org.bytestill.model.Sampling;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;
import org.bytestill.text.PublishedTokenizer;
import org.bytestill.text.Vocabulary;
import org.bytestill.text.chat.SpecialTokens;
import org.bytestill.util.Progress;

/**
 * A decoder and its tokenizer as tasks ask them. Over a student in training it uses the weights as they are at the call. Used by one thread
 * at a time, prepared as {@link Decoder} requires.
 */
public final class DecoderLanguageModel implements LanguageModel {
    private static final String BEGIN = "bos_token";

    private final Decoder decoder;
    private final PublishedTokenizer tokenizer;
    private final String begin;
    private final String end;
    private final int prefix;
    private final PairEncoder encoder;
    private final double penalty;
    private final long memoryBytes;

    /**
     * @param tokens      the special tokens that the model's files name
     * @param penalty     repetition penalty of its generation_config.json; 1 for none
     * @param memoryBytes limit of the key/value cache when answers are generated
     * @throws UserError if the model has no token that can stand for an empty context
     */
    public DecoderLanguageModel(Decoder decoder, PublishedTokenizer tokenizer, SpecialTokens tokens, double penalty, long memoryBytes) {
        this.decoder = decoder;
        this.tokenizer = tokenizer;
        this.begin = tokens.variables().getOrDefault(BEGIN, "");
        this.end = tokens.endOfSequence().orElse("");
        this.prefix = Stream.of(begin, end).filter(name -> !name.isEmpty()).map(tokenizer::idOf).filter(id -> id >= 0).findFirst()
                .orElse(tokenizer.vocabulary().beginOfSequence());
        this.encoder = new PairEncoder(tokenizer, requirePrefix());
        this.penalty = penalty;
        this.memoryBytes = memoryBytes;
    }

    private int requirePrefix() {
        Check.that(prefix >= 0, "The model names neither a begin-of-sequence nor an end-of-sequence token, and a text without a context is"
                + " read after one. Add bos_token or eos_token to its tokenizer_config.json.");
        return prefix;
    }

    private int window() {
        return decoder.config().maxPositions();
    }

    @Override
    public List<Score> scores(List<Continuation> continuations, Progress progress) {
        List<Pair> pairs = encoder.pairs(continuations);
        for (int i = 0; i < pairs.size(); i++) {
            if (pairs.get(i).continuation().length > window()) {
                throw UserError.badInput("A continuation has %,d tokens, and the model reads %,d: \"%s\". Choose shorter texts.",
                        pairs.get(i).continuation().length, window(), continuations.get(i).text());
            }
        }
        return List.of(score(pairs, progress));
    }

    private Score[] score(List<Pair> pairs, Progress progress) {
        boolean[] stopped = new boolean[1];
        Score[] scores = new TreeScorer(decoder, window()).score(pairs, done -> {
            stopped[0] = !progress.report(done, pairs.size());
            return !stopped[0];
        });
        if (stopped[0]) {
            throw new CancellationException("tasks");
        }
        return scores;
    }

    @Override
    public double[] wholeTexts(List<String> texts, Progress progress) {
        List<Pair> windows = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        for (int text = 0; text < texts.size(); text++) {
            for (Pair window : Windows.of(encoder.text(texts.get(text)), prefix, window())) {
                windows.add(window);
                owners.add(text);
            }
        }
        Score[] scores = windows.isEmpty() ? new Score[0] : score(windows, progress);
        double[] sums = new double[texts.size()];
        IntStream.range(0, scores.length).forEach(i -> sums[owners.get(i)] += scores[i].logLikelihood());
        return sums;
    }

    @Override
    public List<String> answers(List<String> contexts, AnswerSettings settings, Progress progress) {
        int room = window() - settings.maxTokens();
        Check.that(room > 0, "An answer may have %,d tokens (max_gen_toks), and the model reads %,d, the question among them. Lower it.",
                settings.maxTokens(), window());
        List<int[]> prompts = tokenizer.encode(contexts);
        List<int[]> cut = IntStream.range(0, contexts.size()).mapToObj(i -> prompt(contexts.get(i), prompts.get(i), room)).toList();
        List<String> stops = settings.until().stream().filter(stop -> !stop.isEmpty()).toList();
        Vocabulary vocabulary = tokenizer.vocabulary();
        List<Generated> generated = new Generator(decoder, vocabulary, memoryBytes).generate(cut,
                new GenerationSettings(settings.maxTokens(), sampling(settings), settings.seed(), vocabulary, stops),
                new Counting(contexts.size(), settings.maxTokens(), progress)::wrote);
        return generated.stream().map(text -> cutAt(tokenizer.decode(text.tokens()), stops)).toList();
    }

    private Sampling sampling(AnswerSettings settings) {
        Sampling asked = settings.sampling();
        return settings.ownPenalty() ? new Sampling(asked.temperature(), asked.topK(), asked.topP(), asked.minP(), penalty) : asked;
    }

    private int[] prompt(String context, int[] tokens, int room) {
        boolean isOpened = !begin.isEmpty() && context.startsWith(begin);
        int[] opened = isOpened ? tokens : PairEncoder.joined(tokenizer.opening(), tokens);
        int[] all = opened.length == 0 ? new int[] {prefix} : opened;
        return Arrays.copyOfRange(all, Math.max(0, all.length - room), all.length);
    }

    private String cutAt(String text, List<String> stops) {
        int first = Stream.concat(stops.stream(), Stream.of(end)).filter(stop -> !stop.isEmpty()).mapToInt(text::indexOf)
                .filter(at -> at >= 0).min().orElse(text.length());
        return text.substring(0, first);
    }

    /** Tells of generated tokens as a share of all that may come. */
    private static final class Counting {
        private final long most;
        private final Progress progress;
        private long tokens;

        Counting(int texts, int maxTokens, Progress progress) {
            this.most = (long) texts * maxTokens;
            this.progress = progress;
        }

        boolean wrote(int prompt, int token, float logProbability, String text) {
            if (!progress.report(++tokens, most)) {
                throw new CancellationException("tasks");
            }
            return true;
        }
    }

    @Override
    public int bytesOf(int token) {
        return tokenizer.vocabulary().bytesOf(token).length;
    }
}
