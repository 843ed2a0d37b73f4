package org.bytestill.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import org.bytestill.gguf.GgufFile;
import org.bytestill.util.BaseModel;
import org.bytestill.util.FileManifest;
import org.bytestill.util.JsonFile;

/**
 * What a model's tokenizer says of its special tokens and chat templates, without vocabulary and merges, which may take seconds to read and
 * more memory than the model.
 *
 * @param config    {@code tokenizer_config.json}; empty if there is none
 * @param tokenizer of {@code tokenizer.json} the added tokens
 */
public record TokenizerSettings(ObjectNode config, ObjectNode tokenizer) {
    static final String ADDED = "added_tokens";

    /**
     * @param model a folder or a GGUF file; an adapter without a tokenizer uses that of its base
     * @throws org.bytestill.problem.UserError if the tokenizer is missing or damaged
     */
    public static TokenizerSettings of(Path model) {
        FileManifest.requireWhole(model);
        Path folder = BaseModel.file(model, TokenizerFiles.MAIN).getParent();
        Optional<Path> gguf = GgufFile.in(folder);
        if (gguf.isPresent()) {
            return GgufTokenizer.settings(GgufFile.open(gguf.get()));
        }
        Path file = TokenizerFiles.mainFile(folder);
        return new TokenizerSettings(JsonFile.readIfPresent(BaseModel.file(folder, "tokenizer_config.json")),
                JsonFile.parse(file, JsonFile.bytes(file), ADDED));
    }
}
