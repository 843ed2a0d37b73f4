package org.bytestill.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bytestill.model.Checkpoint;
import org.bytestill.model.Decoder;
import org.bytestill.problem.UserError;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.util.Sha256;

/** A model opened in this process. */
final class ReloadedHere implements Reloaded {
    private final Path model;
    private final Decoder decoder;
    private final Tokenizer tokenizer;

    /** Takes the decoder, which it closes. */
    private ReloadedHere(Path model, Decoder decoder) {
        this.model = model;
        this.decoder = decoder;
        this.tokenizer = Tokenizer.open(model);
    }

    /** Opens an export as its weights are meant to be computed. */
    static ReloadedHere of(Path export, WeightType type) {
        return new ReloadedHere(export, opened(export, type));
    }

    /** Opens the checkpoint that it was written from, rounded as it was. */
    static ReloadedHere checkpoint(Path checkpoint, WeightType type) {
        // An adapter as it was trained, beside its base; where numbers are rounded, merged, as the sum is what is rounded.
        return new ReloadedHere(checkpoint, type == WeightType.FLOAT32 || type.isQuantised()
                ? Decoder.openUnmerged(checkpoint, type.dtype(), Device.CPU)
                : opened(checkpoint, type));
    }

    private static Decoder opened(Path model, WeightType type) {
        return type == WeightType.FLOAT16 ? Decoder.openRounded(model, type.dtype(), Device.CPU)
                : Decoder.open(model, type.dtype(), Device.CPU);
    }

    @Override
    public String where() {
        return "in this process";
    }

    @Override
    public int[] encode(String text) {
        int[] ids = tokenizer.encode(text.getBytes(StandardCharsets.UTF_8));
        int begin = tokenizer.vocabulary().beginOfSequence();
        return begin < 0 ? ids : IntStream.concat(IntStream.of(begin), Arrays.stream(ids)).toArray();
    }

    @Override
    public void logits(String head, int[] ids, Consumer<float[]> rows) {
        ProbedHead.of(head).logits(model, decoder, new long[][] {Arrays.stream(ids).asLongStream().toArray()}).forEach(rows);
    }

    @Override
    public int[] continued(int[] ids, int count) {
        return ChatAnswer.continued(ids, count, decoder, tokenizer).tokens();
    }

    @Override
    public Optional<ChatAnswer> chat() {
        return ChatAnswer.of(model, decoder, tokenizer);
    }

    @Override
    public Map<String, String> hashes() {
        Map<String, String> hashes = new LinkedHashMap<>();
        Path within = model.toAbsolutePath();
        try {
            for (Path file : Checkpoint.open(model).files()) {
                if (file.toAbsolutePath().startsWith(within)) {
                    hashes.put(file.getFileName().toString(), Sha256.of(file));
                }
            }
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read again: %s.", model, e.getMessage()).causedBy(e);
        }
        return hashes;
    }

    @Override
    public void close() {
        tokenizer.close();
        decoder.close();
    }
}
