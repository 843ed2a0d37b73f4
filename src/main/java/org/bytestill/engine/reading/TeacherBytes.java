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
import org.bytestill.model.Checkpoint;
import org.bytestill.problem.UserError;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Dtype;
import org.bytestill.util.BaseModel;
import org.bytestill.util.Sha256;

/** The byte cache of one teacher on one text, on disk: shared by {@code convert} and runs. */
public final class TeacherBytes {
    private TeacherBytes() {}

    /**
     * Opens or creates the cache.
     *
     * @throws UserError if the folder contains the cache of another teacher, tokenizer, text or method; the message says which
     */
    public static ByteCache open(Path folder, Path teacher, Dtype precision, Tokenizer tokenizer, TeacherText text,
            ConverterSettings converter, double coverage) {
        return ByteCache.open(folder, fingerprint(teacher, precision, tokenizer, text, converter, coverage), text.sizes());
    }

    /** What the rows depend on. */
    public static CacheFingerprint fingerprint(Path teacher, Dtype precision, Tokenizer tokenizer, TeacherText text,
            ConverterSettings converter, double coverage) {
        return new CacheFingerprint(hashOf(teacher), precision.name().toLowerCase(Locale.ROOT), tokenizer.fingerprint(), text.fingerprint(),
                converter, coverage);
    }

    /** The cache folder of a teacher of a mixture: that of the first, or beside it with -2, -3 and so on appended. */
    public static Path folder(Path first, int teacher) {
        return teacher == 0 ? first : first.resolveSibling(first.getFileName() + "-" + (teacher + 1));
    }

    /** Fingerprint of a model: SHA-256 in hex over the hashes of its configuration and its weight files, those of the base included. */
    public static String hashOf(Path model) {
        try {
            MessageDigest digest = Sha256.digest();
            // The configuration of a GGUF file is in the file, that of an adapter is that of its base.
            Path configuration = BaseModel.of(model).resolve("config.json");
            if (Files.exists(configuration)) {
                digest.update(Sha256.of(configuration).getBytes(StandardCharsets.US_ASCII));
            }
            for (Path file : Checkpoint.open(model).files()) {
                digest.update(Sha256.known(file).getBytes(StandardCharsets.US_ASCII));
            }
            return Sha256.hex(digest);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", model, e.getMessage()).causedBy(e);
        }
    }
}
