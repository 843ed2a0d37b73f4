package org.bytestill.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.bytestill.bytes.ByteCache;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.CacheFingerprint;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.ReadProgress;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.model.Checkpoint;
import org.bytestill.model.ModelConfig;
import org.bytestill.problem.UserError;
import org.bytestill.text.Sha256;
import org.bytestill.torch.Dtype;

/**
 * A teacher's bytes on disk: the same for a run and for the command {@code convert}, so that a run takes over what was
 * converted before.
 *
 * @param cache the rows, complete after {@link #of}
 * @param rows  model evaluations this conversion made; 0 if everything was there
 */
record TeacherConversion(ByteCache cache, long rows) {
    /**
     * Reads what the cache in the folder lacks.
     *
     * @param coverage share of each byte's mass that is kept
     * @throws UserError if the folder holds rows of another teacher, text or method
     * @throws java.util.concurrent.CancellationException if the progress said stop; finished shards stay
     */
    static TeacherConversion of(Path folder, Path teacherFolder, LoadedModel teacher, Dtype dtype, Corpus corpus, ConverterSettings settings,
            double coverage, ReadProgress progress) {
        String precision = dtype == Dtype.BFLOAT16 ? "bfloat16" : "float32";
        CacheFingerprint fingerprint = new CacheFingerprint(modelHash(teacherFolder), precision, teacher.tokenizer().fingerprint(), corpus.fingerprint(),
                settings, coverage);
        List<Document> documents = corpus.documents();
        ByteCache cache = ByteCache.open(folder, fingerprint, documents.stream().mapToInt(Document::size).toArray());
        ByteReader reader = teacher.reader(settings);
        cache.fill(documents.stream().map(Document::bytes).toList(), reader, progress);
        return new TeacherConversion(cache, reader.modelRows());
    }

    /** Of configuration and weights, as they lie on disk. */
    static String modelHash(Path folder) {
        MessageDigest digest = Sha256.digest();
        try {
            digest.update(Sha256.of(folder.resolve("config.json")).getBytes(StandardCharsets.US_ASCII));
            for (Path file : Checkpoint.open(folder, ModelConfig.read(folder)).files()) {
                digest.update(Sha256.of(file).getBytes(StandardCharsets.US_ASCII));
            }
            return Sha256.hex(digest);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", folder, e.getMessage()).causedBy(e);
        }
    }
}
