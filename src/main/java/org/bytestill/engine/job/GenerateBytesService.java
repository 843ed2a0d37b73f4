package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytestill.bytes.BlendStepper;
import org.bytestill.bytes.ByteStepper;
import org.bytestill.engine.chat.ChatFormats;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.engine.reading.Precisions;
import org.bytestill.generation.ByteGenerator;
import org.bytestill.generation.ByteSettings;
import org.bytestill.generation.GeneratedBytes;
import org.bytestill.generation.GenerationListener;
import org.bytestill.generation.Prompts;
import org.bytestill.model.Sampling;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.Conversation;
import org.bytestill.torch.Device;
import org.bytestill.torch.TorchThread;

/** Writes texts byte by byte with one model, or with several together. Runs on the calling thread. */
public final class GenerateBytesService {
    private static final int[] NO_TOKENS = {};

    /**
     * @param listener takes the outcomes as they are chosen, and can end all texts
     * @throws org.bytestill.problem.UserError if a model cannot be read, a value is out of its range, or a prompt cannot be rendered
     */
    public GenerateBytesReport generate(GenerateBytesRequest request, GenerationListener listener) {
        ByteSettings settings = new ByteSettings(request.maxBytes(),
                new Sampling(request.temperature(), request.topK(), request.topP(), request.minP(), request.repetitionPenalty()),
                request.seed(), request.stops());
        TorchThread.prepare(0);
        List<Writer> writers = new ArrayList<>();
        try {
            request.models().forEach(model -> writers.add(Writer.open(model, request)));
            return written(request, writers, settings, listener);
        } finally {
            writers.forEach(writer -> writer.model().close());
        }
    }

    private static GenerateBytesReport written(GenerateBytesRequest request, List<Writer> writers, ByteSettings settings,
            GenerationListener listener) {
        long started = System.nanoTime();
        long modelRows = 0;
        boolean[] cancelled = {false};
        GenerationListener untilCancelled = (prompt, outcome, logProbability, text) -> {
            cancelled[0] = !listener.wrote(prompt, outcome, logProbability, text);
            return !cancelled[0];
        };
        List<GeneratedBytes> texts = new ArrayList<>();
        for (int prompt = 0; prompt < request.prompts().size() && !cancelled[0]; prompt++) {
            try (ByteStepper stepper = stepper(request, writers, prompt)) {
                texts.add(new ByteGenerator(settings).write(prompt, stepper, untilCancelled));
                modelRows += stepper.modelRows();
            }
        }
        return new GenerateBytesReport(writers.stream().map(Writer::folder).toList(), List.copyOf(texts), modelRows,
                writers.stream().flatMap(writer -> writer.model().notes().stream()).distinct().toList(),
                (System.nanoTime() - started) / 1e9);
    }

    private static ByteStepper stepper(GenerateBytesRequest request, List<Writer> writers, int prompt) {
        List<ByteStepper> steppers = new ArrayList<>();
        try {
            writers.forEach(writer -> steppers.add(writer.after(request, prompt)));
            return steppers.size() == 1 && request.blend().weights()[0] == 1 ? steppers.get(0)
                    : new BlendStepper(steppers, request.models().stream().map(Path::toString).toList(), request.blend());
        } catch (RuntimeException | Error e) {
            steppers.forEach(ByteStepper::close);
            throw e;
        }
    }

    /** A model, with its way of writing conversations. */
    private record Writer(Path folder, LoadedModel model, Optional<ChatFormat> format) {
        static Writer open(Path asked, GenerateBytesRequest request) {
            Path folder = SpokenModel.choice(asked, request.checkpoint()).folder();
            Tokenizer tokenizer = Tokenizer.open(folder);
            Optional<ChatFormat> format = SpokenModel.format(request.prompts(), asked, folder, tokenizer);
            Tokenizer ending = format.map(chat -> ChatFormats.withTurnEnd(tokenizer, chat)).orElse(tokenizer);
            return new Writer(folder,
                    new LoadedModel(folder, ending, Precisions.named(request.precision()), Device.named(request.device())),
                    format);
        }

        /** After a prompt: a text is read as bytes, a conversation as the tokens of its own rendering. */
        ByteStepper after(GenerateBytesRequest request, int number) {
            GenerateRequest.Prompt prompt = request.prompts().get(number);
            Conversation conversation = prompt.conversation();
            return conversation == null ? model.stepper(request.converter(), NO_TOKENS, prompt.text())
                    : model.stepper(request.converter(),
                            Prompts.rendered(model.tokenizer(), SpokenModel.rendered(folder, format, conversation, number + 1)),
                            new byte[0]);
        }
    }
}
