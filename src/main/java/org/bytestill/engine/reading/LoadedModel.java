package org.bytestill.engine.reading;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ByteStepper;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.DecoderTokenModel;
import org.bytestill.bytes.TokenModel;
import org.bytestill.bytes.flow.FlowReader;
import org.bytestill.bytes.readers.ByteReaders;
import org.bytestill.engine.machine.Machines;
import org.bytestill.model.Decoder;
import org.bytestill.student.ByteHeadReader;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.util.Progress;
import org.jspecify.annotations.Nullable;

/** A model loaded for inference: decoder, tokenizer, and both together as a token model. For one thread. */
public final class LoadedModel implements AutoCloseable {
    private final DecoderTokenModel model;
    private final FileStamp stamp;
    private @Nullable FlowReader flows;
    private @Nullable ByteHeadReader byteHead;
    private long modelRows;

    public LoadedModel(Path folder, Dtype dtype, Device device) {
        this(folder, Tokenizer.open(folder), dtype, device);
    }

    /** @param tokenizer closed with the model */
    public LoadedModel(Path folder, Tokenizer tokenizer, Dtype dtype, Device device) {
        stamp = FileStamp.of(folder);
        model = DecoderTokenModel.open(folder, tokenizer, dtype, device);
    }

    /** The stamp of its files when it was opened. */
    public FileStamp stamp() {
        return stamp;
    }

    public Decoder decoder() {
        return model.decoder();
    }

    public Tokenizer tokenizer() {
        return model.tokenizer();
    }

    /** Deviations from the model's files, as sentences for the user. */
    public List<String> notes() {
        return Stream.concat(decoder().architecture().notes().stream(), tokenizer().notes().stream()).toList();
    }

    public TokenModel tokenModel() {
        return model;
    }

    public ByteReader reader(ConverterSettings settings) {
        return reader(settings, 0);
    }

    /** @param gibibytes limit of the key-value cache; 0 takes a quarter of the free memory */
    public ByteReader reader(ConverterSettings settings, double gibibytes) {
        return ByteReaders.of(model, settings, gibibytes > 0 ? (long) (gibibytes * (1L << 30)) : usualMemory(decoder().device()));
    }

    /** What follows a text that is still being written, after a prompt of tokens that may be empty. */
    public ByteStepper stepper(ConverterSettings settings, int[] prompt, byte[] text) {
        return ByteReaders.stepper(model, settings, prompt, text);
    }

    /** Default limit of the key-value cache in bytes: a quarter of the device's free memory. */
    public static long usualMemory(Device device) {
        return Machines.freeMemory(device) / 4;
    }

    /**
     * Next-byte distributions of a text by one of the model's heads.
     *
     * @param memoryBytes limit of the key-value cache
     * @throws org.bytestill.problem.UserError if the byte head is requested and the model has none
     */
    public ByteRows rows(InspectedModel asked, byte[] text, boolean keepsPaths, long memoryBytes, Progress progress) {
        if (asked.head() == InspectedModel.Head.TOKEN) {
            ByteReader reader = ByteReaders.of(model, asked.converter(), memoryBytes);
            ByteRows rows = (keepsPaths ? reader.keepPaths() : reader).read(List.of(text), progress).get(0);
            modelRows = reader.modelRows();
            return rows;
        }
        if (byteHead == null) {
            byteHead = new ByteHeadReader(asked.folder(), decoder());
        }
        ByteRows rows = HeadRows.read(byteHead, tokenizer(), decoder().config().maxPositions(), text);
        if (!progress.report(text.length, text.length)) {
            throw new CancellationException();
        }
        return rows;
    }

    /** Model evaluations of the last call of {@link #rows} with the token head. */
    public long modelRows() {
        return modelRows;
    }

    /**
     * The reader of token flows at single bytes of a text; created on first use.
     *
     * @param memoryBytes approximate limit of its key-value cache, if it is created now
     */
    public FlowReader flows(long memoryBytes) {
        if (flows == null) {
            flows = new FlowReader(model, memoryBytes);
        }
        return flows;
    }

    /** Drops the cache of token flows; it is computed again when needed. */
    public void forgetFlows() {
        if (flows != null) {
            flows.close();
            flows = null;
        }
    }

    /**
     * The canonical tokens of a text, each with its probability given the tokens before it in its context window; of a byte student with token
     * ends the tokens that end.
     */
    public List<TokenSpan> spans(byte[] text) {
        int[] ids = tokenizer().encode(text);
        int begin = tokenizer().vocabulary().beginOfSequence();
        int window = decoder().config().maxPositions() - 1;
        List<int[]> sequences = new ArrayList<>();
        for (int from = 0; from < ids.length; from += window) {
            int[] piece = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + window));
            sequences.add(begin < 0 ? piece : withFirst(begin, piece));
        }
        List<TokenSpan> spans = new ArrayList<>();
        int start = 0;
        int token = 0;
        for (float[] scores : decoder().tokenLogProbabilities(sequences)) {
            int unscored = begin < 0 ? 1 : 0;
            for (int i = 0; i < scores.length + unscored; i++) {
                int id = ids[token++];
                int end = start + tokenizer().vocabulary().bytesOf(id).length;
                double probability = i < unscored ? Double.NaN : Math.exp(scores[i - unscored]);
                spans.add(new TokenSpan(start, end, id, tokenizer().vocabulary().nameOf(id), probability));
                start = end;
            }
        }
        return tokenizer().ends().map(ends -> TokenSpan.joined(spans, ends.id())).orElse(spans);
    }

    /** Prepends a token, such as the begin of sequence. */
    static int[] withFirst(int first, int[] rest) {
        int[] all = new int[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    @Override
    public void close() {
        if (byteHead != null) {
            byteHead.close();
        }
        forgetFlows();
        model.close();
    }
}
