package org.bytestill.generation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.model.Decoder;
import org.bytestill.model.DecodingBatch;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;
import org.bytestill.text.Vocabulary;
import org.bytestill.util.RandomStreams;

/**
 * Generates texts after prompts with a decoder, many at once. Texts generated together get the tokens that each gets alone: positions and
 * draws are their own. Over a student in training it uses the weights as they are at the call.
 *
 * <p>Used by one thread at a time, prepared as {@link Decoder} requires.
 */
public final class Generator {
    /** Texts of one batch: products with so many rows use all arithmetic units. */
    private static final int MOST_AT_ONCE = 64;
    /** A batch goes on with fewer rows when less than this share of it has not ended: moving its cache costs as much as a step or two. */
    private static final double WORTH_MOVING = 0.8;
    private static final String DRAWS = "generated tokens of prompt ";

    private final Decoder decoder;
    private final Vocabulary vocabulary;
    private final long memoryBytes;

    /** @param memoryBytes limit of the key/value cache; one text is generated whatever it is */
    public Generator(Decoder decoder, Vocabulary vocabulary, long memoryBytes) {
        this.decoder = decoder;
        this.vocabulary = vocabulary;
        this.memoryBytes = memoryBytes;
    }

    /**
     * Generates a text after each prompt.
     *
     * @param prompts token ids, the begin-of-sequence token included where the model wants one
     * @return the texts in the order of the prompts; those that the listener's end left without a token are empty
     * @throws UserError if a prompt is empty or fills the context window, or the model's weights are not finite
     */
    public List<Generated> generate(List<int[]> prompts, GenerationSettings settings, GenerationListener listener) {
        check(prompts);
        List<GeneratedRow> rows = IntStream.range(0, prompts.size())
                .mapToObj(i -> new GeneratedRow(i, prompts.get(i).length, settings, vocabulary)).toList();
        for (List<GeneratedRow> group : groups(prompts, settings, rows)) {
            if (!new Batch(prompts, group, settings, listener).run()) {
                break;
            }
        }
        return rows.stream().map(GeneratedRow::result).toList();
    }

    private void check(List<int[]> prompts) {
        for (int i = 0; i < prompts.size(); i++) {
            Check.that(prompts.get(i).length > 0,
                    "Prompt %d is empty, and the model has no token that begins a text. Give the text to be continued.", i + 1);
            Check.that(prompts.get(i).length < contextLimit(),
                    "Prompt %d has %,d tokens, and the model reads %,d, the generated ones among them. Shorten it.", i + 1,
                    prompts.get(i).length, contextLimit());
        }
    }

    private int contextLimit() {
        return decoder.config().maxPositions();
    }

    /** Batches of texts of about one length, so that little is padding, each within the memory. */
    private List<List<GeneratedRow>> groups(List<int[]> prompts, GenerationSettings settings, List<GeneratedRow> rows) {
        List<GeneratedRow> byLength = rows.stream().sorted(Comparator.comparingInt(row -> prompts.get(row.prompt).length)).toList();
        List<List<GeneratedRow>> groups = new ArrayList<>();
        List<GeneratedRow> group = List.of();
        for (GeneratedRow row : byLength) {
            long columns = Math.min(contextLimit(), (long) prompts.get(row.prompt).length + settings.maxNewTokens());
            boolean fits = (group.size() + 1) * columns * decoder.bytesPerPosition() <= memoryBytes;
            if (group.isEmpty() || group.size() == MOST_AT_ONCE || !fits) {
                group = new ArrayList<>();
                groups.add(group);
            }
            group.add(row);
        }
        return groups;
    }

    /** One batch from its prompts to the end of its last text. */
    private final class Batch {
        private final List<int[]> prompts;
        private final GenerationSettings settings;
        private final GenerationListener listener;
        private final RandomStreams streams;
        /** The texts that the decoder goes on with; some of them may have ended. */
        private List<GeneratedRow> rows;

        Batch(List<int[]> prompts, List<GeneratedRow> rows, GenerationSettings settings, GenerationListener listener) {
            this.prompts = prompts;
            this.settings = settings;
            this.listener = listener;
            this.streams = new RandomStreams(settings.seed());
            this.rows = rows;
        }

        /** Returns false if the listener ended it. */
        boolean run() {
            try (DecodingBatch batch = decoder.newBatch(rows.stream().map(row -> prompts.get(row.prompt)).toList())) {
                while (true) {
                    DecodingBatch.Choice next = batch.choose(settings.sampling(), draws());
                    if (!take(next)) {
                        return false;
                    }
                    int[] open = open();
                    if (open.length == 0) {
                        return true;
                    }
                    int[] tokens = next.tokens();
                    if (open.length < WORTH_MOVING * rows.size()) {
                        batch.keep(open);
                        rows = Arrays.stream(open).mapToObj(rows::get).toList();
                        tokens = Arrays.stream(open).map(row -> next.tokens()[row]).toArray();
                    }
                    batch.append(tokens);
                }
            }
        }

        private double[] draws() {
            return settings.sampling().isGreedy() ? new double[rows.size()] : rows.stream().mapToDouble(this::draw).toArray();
        }

        private double draw(GeneratedRow row) {
            return (streams.seedOf(DRAWS + row.prompt, row.size()) >>> 11) * 0x1p-53;
        }

        private boolean take(DecodingBatch.Choice next) {
            boolean goesOn = true;
            for (int i = 0; i < rows.size() && goesOn; i++) {
                GeneratedRow row = rows.get(i);
                if (!row.hasEnded()) {
                    float logProbability = next.logProbabilities()[i];
                    requireFinite(logProbability);
                    String text = row.append(next.tokens()[i], logProbability, contextLimit());
                    goesOn = listener.wrote(row.prompt, next.tokens()[i], logProbability, text);
                }
            }
            return goesOn;
        }

        private int[] open() {
            return IntStream.range(0, rows.size()).filter(row -> !rows.get(row).hasEnded()).toArray();
        }
    }

    private static void requireFinite(float logProbability) {
        if (!Float.isFinite(logProbability)) {
            throw UserError
                    .badInput("The model's next-token distribution is not a number: its weights are not finite. Copy the model again,"
                            + " or choose another checkpoint.");
        }
    }
}
