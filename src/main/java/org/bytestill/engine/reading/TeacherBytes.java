package org.bytestill.engine.reading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.cache.ByteCache;
import org.bytestill.bytes.cache.CacheFingerprint;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.model.Checkpoint;
import org.bytestill.problem.UserError;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Dtype;
import org.bytestill.util.BaseModel;
import org.bytestill.util.Sha256;

/** The rows of one teacher on one text, as a folder keeps them: for {@code convert} and for runs alike. */
public final class TeacherBytes {
    private TeacherBytes() {}

    /**
     * Opens the folder, made if it is not there.
     *
     * @throws UserError if it holds rows of another teacher, tokenizer, text or method; the message says which
     */
    public static ByteCache open(Path folder, Path teacher, Dtype precision, Tokenizer tokenizer, Corpus corpus, ConverterSettings converter, double coverage) {
        CacheFingerprint fingerprint = new CacheFingerprint(hashOf(teacher), precision.name().toLowerCase(Locale.ROOT), tokenizer.fingerprint(),
                corpus.fingerprint(), converter, coverage);
        return ByteCache.open(folder, fingerprint, corpus.documents().stream().mapToInt(Document::size).toArray());
    }

    /** Where the bytes of further teachers of a mixture lie: beside the first one's folder, its name with -2, -3 and so on. */
    public static Path folder(Path first, int teacher) {
        return teacher == 0 ? first : first.resolveSibling(first.getFileName() + "-" + (teacher + 1));
    }

    /** SHA-256 of what decides a model's numbers, in hex: its configuration and weight files, wherever they lie. */
    static String hashOf(Path model) {
        try {
            MessageDigest digest = Sha256.digest();
            // A GGUF file is its own configuration, and an adapter's is its base's.
            Path configuration = BaseModel.of(model).resolve("config.json");
            if (Files.exists(configuration)) {
                digest.update(Sha256.of(configuration).getBytes(StandardCharsets.US_ASCII));
            }
            for (Path file : Checkpoint.open(model).files()) {
                digest.update(Sha256.of(file).getBytes(StandardCharsets.US_ASCII));
            }
            return Sha256.hex(digest);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", model, e.getMessage()).causedBy(e);
        }
    }
}
