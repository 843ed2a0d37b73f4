package org.bytestill.engine.job;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytestill.engine.chat.ChatFormats;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.engine.reading.Precisions;
import org.bytestill.engine.run.CheckpointChoice;
import org.bytestill.generation.Generated;
import org.bytestill.generation.GenerationListener;
import org.bytestill.generation.GenerationSettings;
import org.bytestill.generation.Generator;
import org.bytestill.generation.Prompts;
import org.bytestill.model.Sampling;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.Conversation;
import org.bytestill.text.chat.TemplateError;
import org.bytestill.torch.Device;
import org.bytestill.torch.TorchThread;

/** Generates texts with a checkpoint or a model. Runs on the calling thread. */
public final class GenerateService {
    /**
     * @param listener takes the tokens as they are chosen, and can end all texts
     * @throws UserError if the model cannot be read, a value is out of its range, or a prompt does not fit
     */
    public GenerateReport generate(GenerateRequest request, GenerationListener listener) {
        Sampling sampling = new Sampling(request.temperature(), request.topK(), request.topP(), request.minP(),
                request.repetitionPenalty());
        TorchThread.prepare(0);
        CheckpointChoice choice = RunFolder.isAt(request.model()) ? CheckpointChoice.of(request.model(), request.checkpoint())
                : new CheckpointChoice(-1, request.model(), null);
        try (LoadedModel model = new LoadedModel(choice.folder(), Precisions.named(request.precision()), Device.named(request.device()))) {
            Optional<ChatFormat> format = format(request, choice.folder(), model.tokenizer());
            List<int[]> prompts = prompts(request, choice.folder(), format, model.tokenizer());
            GenerationSettings settings = new GenerationSettings(request.maxNewTokens(), sampling, request.seed(),
                    vocabulary(format, model.tokenizer()), request.stops());
            long started = System.nanoTime();
            List<Generated> generated = new Generator(model.decoder(), model.tokenizer().vocabulary(),
                    LoadedModel.usualMemory(model.decoder().device()))
                    .generate(prompts, settings, listener);
            List<GenerateReport.Text> texts = new ArrayList<>();
            for (int i = 0; i < prompts.size(); i++) {
                texts.add(new GenerateReport.Text(prompts.get(i).length, generated.get(i)));
            }
            return new GenerateReport(choice.folder(), choice.update(), List.copyOf(texts), model.notes(),
                    (System.nanoTime() - started) / 1e9);
        }
    }

    /** How the model writes conversations, if there is one among the prompts: by its own template, else by that of its run. */
    private static Optional<ChatFormat> format(GenerateRequest request, Path folder, Tokenizer tokenizer) {
        if (request.prompts().stream().allMatch(prompt -> prompt.conversation() == null)) {
            return Optional.empty();
        }
        Path ofRun = new RunFolder(request.model()).chatTemplate();
        return new ChatFormats(Optional.of(ofRun).filter(file -> RunFolder.isAt(request.model()) && Files.exists(file)))
                .of(folder, tokenizer);
    }

    /** With the token that ends a turn of the conversation among those that end a text. */
    private static Vocabulary vocabulary(Optional<ChatFormat> format, Tokenizer tokenizer) {
        return format.map(chat -> ChatFormats.withTurnEnd(tokenizer, chat)).orElse(tokenizer).vocabulary();
    }

    private static List<int[]> prompts(GenerateRequest request, Path folder, Optional<ChatFormat> format, Tokenizer tokenizer) {
        List<int[]> prompts = new ArrayList<>();
        for (GenerateRequest.Prompt prompt : request.prompts()) {
            Conversation conversation = prompt.conversation();
            prompts.add(conversation == null ? Prompts.text(tokenizer, prompt.text())
                    : Prompts.rendered(tokenizer, rendered(folder, format, conversation, prompts.size() + 1)));
        }
        return prompts;
    }

    private static byte[] rendered(Path folder, Optional<ChatFormat> format, Conversation conversation, int number) {
        ChatFormat chat = format.orElseThrow(() -> UserError.badInput(
                "%s has no chat template, so it cannot be spoken to. Leave --chat out to have the prompt continued as a text.", folder));
        try {
            return chat.render(conversation, true).text().getBytes(StandardCharsets.UTF_8);
        } catch (TemplateError e) {
            throw e.in("Prompt " + number, "Leave --chat out to have the prompt continued as a text.");
        }
    }
}
