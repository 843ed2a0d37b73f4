package org.bytestill.engine.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytestill.engine.chat.ChatFormats;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.engine.reading.Precisions;
import org.bytestill.engine.run.CheckpointChoice;
import org.bytestill.generation.Generated;
import org.bytestill.generation.GenerationListener;
import org.bytestill.generation.GenerationSettings;
import org.bytestill.generation.Generator;
import org.bytestill.generation.Prompts;
import org.bytestill.model.Decoder;
import org.bytestill.model.KvCache;
import org.bytestill.model.Sampling;
import org.bytestill.problem.Check;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.Conversation;
import org.bytestill.torch.Device;

/** A checkpoint or a model opened to generate texts. For one thread, prepared as {@link Decoder} requires. */
final class GeneratingModel implements AutoCloseable {
    private final CheckpointChoice choice;
    private final LoadedModel model;

    private GeneratingModel(CheckpointChoice choice, LoadedModel model) {
        this.choice = choice;
        this.model = model;
    }

    /** The checkpoint that a request names, or the model itself. */
    static CheckpointChoice choice(GenerateRequest request) {
        return SpokenModel.choice(request.model(), request.checkpoint());
    }

    static GeneratingModel open(CheckpointChoice choice, GenerateRequest request) {
        return new GeneratingModel(choice,
                new LoadedModel(choice.folder(), Precisions.named(request.precision()), Device.named(request.device())));
    }

    static Sampling sampling(GenerateRequest request) {
        return new Sampling(request.temperature(), request.topK(), request.topP(), request.minP(), request.repetitionPenalty());
    }

    LoadedModel model() {
        return model;
    }

    GenerateReport generate(GenerateRequest request, GenerationListener listener) {
        Optional<ChatFormat> format = format(request);
        List<int[]> prompts = prompts(request, format);
        GenerationSettings settings = new GenerationSettings(request.maxNewTokens(), sampling(request), request.seed(),
                vocabulary(format), request.stops());
        long started = System.nanoTime();
        List<Generated> generated = new Generator(model.decoder(), model.tokenizer().vocabulary(),
                LoadedModel.usualMemory(model.decoder().device())).generate(prompts, settings, listener);
        List<GenerateReport.Text> texts = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            texts.add(new GenerateReport.Text(prompts.get(i).length, generated.get(i)));
        }
        return new GenerateReport(choice.folder(), choice.update(), List.copyOf(texts), model.notes(),
                (System.nanoTime() - started) / 1e9);
    }

    /** As {@link Speaker#candidates}. */
    List<Candidate> candidates(GenerateRequest request, Beginning beginning, int count) {
        int[] prompt = prompts(request, format(request)).get(0);
        int[] ids = IntStream.concat(IntStream.of(prompt), IntStream.of(beginning.ids(model.tokenizer()))).toArray();
        int limit = model.decoder().config().maxPositions();
        Check.that(ids.length > 0, "The prompt is empty, and the model has no token that begins a text. Give the text to be continued.");
        Check.that(ids.length <= limit, "Prompt and answer have %,d tokens here, and the model reads %,d. Choose an earlier token.",
                ids.length, limit);
        float[] row = lastRow(ids);
        Vocabulary vocabulary = model.tokenizer().vocabulary();
        return IntStream.range(0, Math.min(row.length, vocabulary.size())).boxed()
                .sorted(Comparator.comparingDouble(id -> -row[id])).limit(count)
                .map(id -> new Candidate(id, vocabulary.nameOf(id), vocabulary.bytesOf(id), row[id])).toList();
    }

    private float[] lastRow(int[] ids) {
        boolean[] wanted = new boolean[ids.length];
        wanted[ids.length - 1] = true;
        List<float[]> rows = new ArrayList<>();
        try (KvCache cache = model.decoder().newCache()) {
            model.decoder().extend(List.of(new Decoder.Extension(cache, ids, IntStream.range(-1, ids.length - 1).toArray(), wanted)),
                    (extension, position, probabilities) -> rows.add(probabilities.clone()));
        }
        return rows.get(0);
    }

    private Optional<ChatFormat> format(GenerateRequest request) {
        return SpokenModel.format(request.prompts(), request.model(), choice.folder(), model.tokenizer());
    }

    /** With the token that ends a turn of the conversation among those that end a text. */
    private Vocabulary vocabulary(Optional<ChatFormat> format) {
        Tokenizer tokenizer = model.tokenizer();
        return format.map(chat -> ChatFormats.withTurnEnd(tokenizer, chat)).orElse(tokenizer).vocabulary();
    }

    private List<int[]> prompts(GenerateRequest request, Optional<ChatFormat> format) {
        List<int[]> prompts = new ArrayList<>();
        for (GenerateRequest.Prompt prompt : request.prompts()) {
            Conversation conversation = prompt.conversation();
            prompts.add(conversation == null ? Prompts.text(model.tokenizer(), prompt.text())
                    : Prompts.rendered(model.tokenizer(), SpokenModel.rendered(choice.folder(), format, conversation, prompts.size() + 1)));
        }
        return prompts;
    }

    @Override
    public void close() {
        model.close();
    }
}
