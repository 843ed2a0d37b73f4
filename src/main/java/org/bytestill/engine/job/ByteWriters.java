package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytestill.bytes.BlendStepper;
import org.bytestill.bytes.ByteStepper;
import org.bytestill.engine.chat.ChatFormats;
import org.bytestill.engine.reading.FileStamp;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.engine.reading.Precisions;
import org.bytestill.generation.ByteGenerator;
import org.bytestill.generation.ByteSettings;
import org.bytestill.generation.GeneratedBytes;
import org.bytestill.generation.Prompts;
import org.bytestill.model.Sampling;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.Conversation;
import org.bytestill.torch.Device;

/** Models opened to write texts byte by byte, one alone or several together. For one thread, prepared as a decoder requires. */
final class ByteWriters implements AutoCloseable {
    private static final int[] NO_TOKENS = {};

    private final GenerateBytesRequest opening;
    private final List<Writer> writers;

    /** Takes outcomes as they are chosen. */
    @FunctionalInterface
    interface Listener {
        /**
         * @param text   as in {@link org.bytestill.generation.GenerationListener}
         * @param before what the outcome was chosen from: it has not taken it yet
         * @return false to end all texts here
         */
        boolean wrote(int prompt, int outcome, String text, ByteStepper before);
    }

    private ByteWriters(GenerateBytesRequest opening, List<Writer> writers) {
        this.opening = opening;
        this.writers = writers;
    }

    /** @throws org.bytestill.problem.UserError if a value is out of its range */
    static ByteSettings settings(GenerateBytesRequest request) {
        return new ByteSettings(request.maxBytes(),
                new Sampling(request.temperature(), request.topK(), request.topP(), request.minP(), request.repetitionPenalty()),
                request.seed(), request.stops());
    }

    /** Where the models' files are: of runs, those of the checkpoint that is asked for. */
    static List<Path> folders(GenerateBytesRequest request) {
        return request.models().stream().map(model -> SpokenModel.choice(model, request.checkpoint()).folder()).toList();
    }

    static ByteWriters open(GenerateBytesRequest request) {
        ByteWriters opened = new ByteWriters(request, new ArrayList<>());
        try {
            request.models().forEach(model -> opened.writers.add(Writer.open(model, request)));
            return opened;
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    /** Whether they are what another request asks for: the same files, unchanged, opened to talk or to continue texts. */
    boolean areFor(GenerateBytesRequest asked) {
        return opening.precision().equals(asked.precision()) && opening.device().equals(asked.device()) && talks(opening) == talks(asked)
                && opening.models().equals(asked.models()) && writers.stream().map(Writer::folder).toList().equals(folders(asked))
                && writers.stream().allMatch(writer -> writer.model().stamp().equals(FileStamp.of(writer.folder())));
    }

    private static boolean talks(GenerateBytesRequest request) {
        return request.prompts().stream().anyMatch(prompt -> prompt.conversation() != null);
    }

    GenerateBytesReport write(GenerateBytesRequest request, Listener listener) {
        ByteGenerator generator = new ByteGenerator(settings(request));
        long started = System.nanoTime();
        long modelRows = 0;
        boolean[] cancelled = {false};
        List<GeneratedBytes> texts = new ArrayList<>();
        for (int prompt = 0; prompt < request.prompts().size() && !cancelled[0]; prompt++) {
            try (ByteStepper stepper = stepper(request, prompt)) {
                texts.add(generator.write(prompt, stepper, (number, outcome, logProbability, text) -> {
                    cancelled[0] = !listener.wrote(number, outcome, text, stepper);
                    return !cancelled[0];
                }));
                modelRows += stepper.modelRows();
            }
        }
        return new GenerateBytesReport(writers.stream().map(Writer::folder).toList(), List.copyOf(texts), modelRows,
                writers.stream().flatMap(writer -> writer.model().notes().stream()).distinct().toList(),
                (System.nanoTime() - started) / 1e9);
    }

    private ByteStepper stepper(GenerateBytesRequest request, int prompt) {
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

    @Override
    public void close() {
        writers.forEach(writer -> writer.model().close());
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
