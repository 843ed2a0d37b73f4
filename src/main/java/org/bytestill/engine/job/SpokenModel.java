package org.bytestill.engine.job;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytestill.engine.chat.ChatFormats;
import org.bytestill.engine.run.CheckpointChoice;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.Conversation;
import org.bytestill.text.chat.TemplateError;

/** Which model answers, and how it writes conversations. */
final class SpokenModel {
    private SpokenModel() {}

    /** A run's checkpoint, or the model itself. */
    static CheckpointChoice choice(Path asked, String checkpoint) {
        return RunFolder.isAt(asked) ? CheckpointChoice.of(asked, checkpoint) : new CheckpointChoice(-1, asked, null);
    }

    /** How the model writes conversations, if there is one among the prompts: by its own template, else by that of its run. */
    static Optional<ChatFormat> format(List<GenerateRequest.Prompt> prompts, Path asked, Path folder, Tokenizer tokenizer) {
        if (prompts.stream().allMatch(prompt -> prompt.conversation() == null)) {
            return Optional.empty();
        }
        Path ofRun = new RunFolder(asked).chatTemplate();
        return new ChatFormats(Optional.of(ofRun).filter(file -> RunFolder.isAt(asked) && Files.exists(file))).of(folder, tokenizer);
    }

    /**
     * A conversation up to where the model answers.
     *
     * @param number of the prompt, for messages
     */
    static byte[] rendered(Path folder, Optional<ChatFormat> format, Conversation conversation, int number) {
        ChatFormat chat = format.orElseThrow(() -> UserError.badInput(
                "%s has no chat template, so it cannot be spoken to. Leave --chat out to have the prompt continued as a text.", folder));
        try {
            return chat.render(conversation, true).text().getBytes(StandardCharsets.UTF_8);
        } catch (TemplateError e) {
            throw e.in("Prompt " + number, "Leave --chat out to have the prompt continued as a text.");
        }
    }
}
