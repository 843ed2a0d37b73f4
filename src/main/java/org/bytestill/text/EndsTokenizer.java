package org.bytestill.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytestill.gguf.GgufFile;
import org.bytestill.problem.UserError;
import org.bytestill.util.BaseModel;
import org.bytestill.util.JsonFile;

/**
 * The tokenizer of a byte student with token ends (method.md 1.6.2): the bytes of a text one by one, and after those of each token of another
 * tokenizer a token without bytes. The other tokenizer lies beside the student's in a file of its own, so that the folder is complete.
 */
final class EndsTokenizer implements Tokenizer {
    /** Spelling of the token that stands where a token ends. */
    static final String NAME = "<|token_end|>";
    /** The tokenizer whose tokens end, all its files in one. */
    static final String FILE = "token_boundaries.json";

    private final Tokenizer bytes;
    private final TokenEnds ends;
    private final int[] idOf = new int[256];

    private EndsTokenizer(Tokenizer bytes, Tokenizer boundaries, Path file) {
        this.bytes = bytes;
        Vocabulary vocabulary = bytes.vocabulary();
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.bytesOf(id).length == 1) {
                idOf[vocabulary.bytesOf(id)[0] & 0xFF] = id;
            }
        }
        int end = TokenEnds.idIn(vocabulary);
        if (end < 0) {
            throw UserError.corruptFile(
                    "%s belongs to a tokenizer of bytes with a token %s, which is not beside it. Copy the folder again.",
                    file, NAME);
        }
        this.ends = new TokenEnds(end, boundaries);
    }

    /** The tokenizer itself, unless the folder says where tokens end. */
    static Tokenizer around(Tokenizer tokenizer, Path model) {
        Path file = Files.isDirectory(model) && GgufFile.in(model).isEmpty() ? BaseModel.file(model, FILE) : model;
        return file.equals(model) || !Files.isRegularFile(file) ? tokenizer : of(tokenizer, file, JsonFile.bytes(file));
    }

    /** @param content of a {@value #FILE} */
    static Tokenizer of(Tokenizer bytes, Path file, byte[] content) {
        ObjectNode json = JsonFile.parse(file, content);
        if (!(json.get("tokenizer") instanceof ObjectNode tokenizer)) {
            throw UserError.corruptFile("%s holds no tokenizer. Copy the folder again.", file);
        }
        byte[] own = tokenizer.toString().getBytes(StandardCharsets.UTF_8);
        return new EndsTokenizer(bytes, JsonTokenizer.open(TokenizerFiles.of(file, own, tokenizer, json)), file);
    }

    /** The content of a {@value #FILE} for a tokenizer. */
    static byte[] content(TokenizerFiles files) {
        ObjectNode json = JsonFile.MAPPER.createObjectNode();
        json.set("tokenizer", JsonFile.parse(files.file(), files.content()));
        files.others().forEach(json::set);
        if (json.path("tokenizer_config") instanceof ObjectNode config) {
            config.remove("chat_template");
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** True if the folder's tokenizer writes where tokens end. */
    static boolean isIn(Path model) {
        return Files.isDirectory(model) && Files.isRegularFile(BaseModel.file(model, FILE));
    }

    @Override
    public Optional<TokenEnds> ends() {
        return Optional.of(ends);
    }

    @Override
    public Vocabulary vocabulary() {
        return bytes.vocabulary();
    }

    @Override
    public int[] opening() {
        return bytes.opening();
    }

    @Override
    public int[] encode(byte[] text) {
        int[] tokens = ends.boundaries().encode(text);
        int[] ids = new int[text.length + tokens.length];
        int at = 0;
        for (int token : tokens) {
            for (byte value : ends.boundaries().vocabulary().bytesOf(token)) {
                ids[at++] = idOf[value & 0xFF];
            }
            ids[at++] = ends.id();
        }
        return ids;
    }

    /** A prefix of a text ends inside a token or after one, which no single token can say. */
    @Override
    public int[] lastTokens(byte[] text) {
        throw UserError.badInput("A byte student with token ends has no covering by its own tokens. Choose another objective or method.");
    }

    @Override
    public ControlTokens controls() {
        return bytes.controls();
    }

    @Override
    public String fingerprint() {
        return bytes.fingerprint() + "+ends of " + ends.boundaries().fingerprint();
    }

    @Override
    public List<String> notes() {
        return ends.boundaries().notes();
    }

    @Override
    public void close() {
        bytes.close();
        ends.boundaries().close();
    }
}
