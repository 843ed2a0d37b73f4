package org.bytestill.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytestill.gguf.GgufFile;
import org.bytestill.util.BaseModel;
import org.bytestill.util.FileManifest;
import org.bytestill.util.JsonFile;
import org.bytestill.util.Sha256;

/**
 * Where a tokenizer comes from, before anything of it is parsed.
 *
 * @param file where its rules are, for messages
 * @param hash SHA-256 in hex of all that is read
 * @param read reads the files
 */
record TokenizerSource(Path file, String hash, Supplier<TokenizerFiles> read) {
    private static final List<String> FILES = List.of("tokenizer.json", "tokenizer_config.json", "config.json", "generation_config.json",
            "special_tokens_map.json");

    /**
     * @param model a folder or a GGUF file; an adapter without a tokenizer uses that of its base
     * @throws org.bytestill.problem.UserError if the model is damaged
     */
    static TokenizerSource of(Path model) {
        FileManifest.requireWhole(model);
        Path folder = BaseModel.file(model, FILES.get(0)).getParent();
        Optional<Path> gguf = GgufFile.in(folder);
        return gguf.isPresent() ? of(GgufFile.open(gguf.get()))
                : new TokenizerSource(folder.resolve(FILES.get(0)), hash(folder), () -> TokenizerFiles.ofFolder(folder));
    }

    private static TokenizerSource of(GgufFile gguf) {
        return new TokenizerSource(gguf.file(), gguf.headerHash(), () -> GgufTokenizer.read(gguf));
    }

    private static String hash(Path folder) {
        MessageDigest digest = Sha256.digest();
        for (String name : FILES) {
            Path file = name.equals(FILES.get(0)) ? folder.resolve(name) : BaseModel.file(folder, name);
            byte[] content = Files.isRegularFile(file) ? JsonFile.bytes(file) : new byte[0];
            digest.update((name + " " + content.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
        }
        return Sha256.hex(digest);
    }
}
