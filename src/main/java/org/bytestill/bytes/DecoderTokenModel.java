package org.bytestill.bytes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.model.Decoder;
import org.bytestill.model.KvCache;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;

/**
 * The token model of a transformer decoder and its tokenizer, with a key/value cache for each document's context tree. Used by
 * one thread at a time, prepared as {@link Decoder} requires.
 */
public final class DecoderTokenModel implements TokenModel {
    private final Decoder decoder;
    private final Tokenizer tokenizer;
    private final boolean ownsParts;

    private DecoderTokenModel(Decoder decoder, Tokenizer tokenizer, boolean ownsParts) {
        this.decoder = decoder;
        this.tokenizer = tokenizer;
        this.ownsParts = ownsParts;
        tokenizer.vocabulary().requireRows(decoder.config().vocabularySize());
    }

    /**
     * Opens the model and the tokenizer of a Hugging Face folder.
     *
     * @throws UserError if one of them cannot be read, or they do not belong together
     */
    public static DecoderTokenModel open(Path folder, Dtype dtype, Device device) {
        return open(folder, Tokenizer.open(folder), dtype, device);
    }

    /** Opens the model of a folder with a tokenizer, which is closed with it, also if it cannot be opened. */
    public static DecoderTokenModel open(Path folder, Tokenizer tokenizer, Dtype dtype, Device device) {
        Decoder decoder = null;
        try {
            decoder = Decoder.open(folder, dtype, device);
            return new DecoderTokenModel(decoder, tokenizer, true);
        } catch (RuntimeException e) {
            if (decoder != null) {
                decoder.close();
            }
            tokenizer.close();
            throw e;
        }
    }

    /** Uses a decoder and a tokenizer that another object owns and closes, for example those of a student in training. */
    public static DecoderTokenModel sharing(Decoder decoder, Tokenizer tokenizer) {
        return new DecoderTokenModel(decoder, tokenizer, false);
    }

    /** The decoder that computes the distributions. */
    public Decoder decoder() {
        return decoder;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public int rowSize() {
        return decoder.config().vocabularySize();
    }

    @Override
    public int contextLimit() {
        return decoder.config().maxPositions();
    }

    private record CachedContexts(KvCache cache) implements Contexts {
        @Override
        public int size() {
            return cache.size();
        }

        @Override
        public void shrinkTo(int size) {
            cache.shrinkTo(size);
        }

        @Override
        public long bytes() {
            return cache.bytes();
        }

        @Override
        public void close() {
            cache.close();
        }
    }

    @Override
    public long bytesPerContext() {
        return decoder.bytesPerPosition();
    }

    @Override
    public Contexts newContexts() {
        return new CachedContexts(decoder.newCache());
    }

    @Override
    public void evaluate(List<Query> queries, RowSink sink) {
        Map<Contexts, List<Integer>> indices = new LinkedHashMap<>();
        for (int i = 0; i < queries.size(); i++) {
            indices.computeIfAbsent(queries.get(i).document(), document -> new ArrayList<>()).add(i);
        }
        List<Decoder.Extension> extensions = new ArrayList<>();
        List<List<Integer>> queriesOf = List.copyOf(indices.values());
        indices.forEach((document, own) -> extensions.add(new Decoder.Extension(((CachedContexts) document).cache(),
                own.stream().mapToInt(i -> queries.get(i).token()).toArray(), own.stream().mapToInt(i -> queries.get(i).parent()).toArray(),
                wanted(queries, own))));
        if (!extensions.isEmpty()) {
            decoder.extend(extensions, (extension, position, row) -> sink.accept(queriesOf.get(extension).get(position), row));
        }
    }

    private static boolean[] wanted(List<Query> queries, List<Integer> indices) {
        boolean[] wanted = new boolean[indices.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = queries.get(indices.get(i)).wanted();
        }
        return wanted;
    }

    @Override
    public void close() {
        if (ownsParts) {
            decoder.close();
            tokenizer.close();
        }
    }
}
