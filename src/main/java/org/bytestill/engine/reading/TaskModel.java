package org.bytestill.engine.reading;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.model.Decoder;
import org.bytestill.tasks.score.DecoderLanguageModel;
import org.bytestill.tasks.score.LanguageModel;
import org.bytestill.text.PublishedTokenizer;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.chat.SpecialTokens;
import org.bytestill.text.chat.TemplateError;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.util.JsonFile;

/** A model opened to be asked tasks: a decoder, and its tokenizer as other programs run it. For one thread. */
public final class TaskModel implements AutoCloseable {
    private final Decoder decoder;
    private final boolean ownsDecoder;
    private final PublishedTokenizer tokenizer;
    private final LanguageModel languageModel;

    private TaskModel(Path folder, Decoder decoder, boolean ownsDecoder) {
        this.decoder = decoder;
        this.ownsDecoder = ownsDecoder;
        this.tokenizer = PublishedTokenizer.open(folder);
        this.languageModel = new DecoderLanguageModel(decoder, tokenizer, tokens(folder), penalty(folder),
                LoadedModel.usualMemory(decoder.device()));
    }

    /** @throws org.bytestill.problem.UserError if the model or its tokenizer cannot be read */
    public static TaskModel open(Path folder, Dtype dtype, Device device) {
        Decoder decoder = Decoder.open(folder, dtype, device);
        try {
            return new TaskModel(folder, decoder, true);
        } catch (RuntimeException e) {
            decoder.close();
            throw e;
        }
    }

    /**
     * Over a decoder that somebody else owns, such as that of a student in training.
     *
     * @param folder where its tokenizer is
     */
    public static TaskModel sharing(Path folder, Decoder decoder) {
        return new TaskModel(folder, decoder, false);
    }

    /** The special tokens that a model's files name. */
    public static SpecialTokens tokens(Path folder) {
        try {
            return SpecialTokens.ofModel(folder);
        } catch (TemplateError e) {
            throw e.in(folder.toString(), "Mend its chat template.");
        }
    }

    private static double penalty(Path folder) {
        byte[] config = Tokenizer.filesOf(folder).get("generation_config.json");
        return config == null ? 1 : JsonFile.parse(folder, config).path("repetition_penalty").asDouble(1);
    }

    public LanguageModel languageModel() {
        return languageModel;
    }

    /** Deviations from the model's files, as sentences. */
    public List<String> notes() {
        return decoder.architecture().notes();
    }

    @Override
    public void close() {
        tokenizer.close();
        if (ownsDecoder) {
            decoder.close();
        }
    }
}
