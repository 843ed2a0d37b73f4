package org.bytestill.student;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.model.Decoder;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.ScriptTemplate;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorList;

/** Inference with the byte head of a checkpoint: its distributions of the first bytes of every next token. Used by one thread. */
public final class ByteHeadReader implements AutoCloseable {
    private static final int ROWS_AT_ONCE = 128;

    private final Decoder decoder;
    private final Scope scope;
    private final Script script;
    private final TensorList head;
    private final int positions;

    /**
     * @param checkpoint a checkpoint's folder
     * @param decoder    its decoder, whose weights are read through; stays the caller's, who closes it after this
     * @throws UserError if the checkpoint has no byte head
     */
    public ByteHeadReader(Path checkpoint, Decoder decoder) {
        Path file = checkpoint.resolve(ByteHead.FILE);
        if (!Files.isRegularFile(file)) {
            throw UserError.badInput(
                    "%s has no %s, so it has no byte head. Read it by its token head, or choose a checkpoint of a run with a byte head.",
                    checkpoint, ByteHead.FILE);
        }
        Safetensors stored = Safetensors.open(file);
        if (ByteHead.isAutoregressive(stored)) {
            throw UserError.badInput("%s is an autoregressive byte head, which is read in training alone. Read %s by its token head.", file,
                    checkpoint);
        }
        this.decoder = decoder;
        positions = (int) (stored.entry(ByteHead.parallelNames().get(1)).elementCount() / ByteHead.OUTCOMES);
        scope = Scope.open("byte head reader", decoder.device());
        float[] weight = stored.floats(ByteHead.parallelNames().get(0));
        float[] bias = stored.floats(ByteHead.parallelNames().get(1));
        head = new TensorList(List.of(scope.of(weight, bias.length, weight.length / bias.length), scope.of(bias, bias.length)));
        script = new Script(ScriptTemplate.source("byte_head"));
    }

    /** Bytes of a token that the head predicts. */
    public int positions() {
        return positions;
    }

    /** Takes the head's probabilities before one token: (positions x 260), only valid during the call. */
    @FunctionalInterface
    public interface Sink {
        void accept(int index, float[] probabilities);
    }

    /** Reads one sequence, the begin-of-sequence token first; entry i is about the token after ids[i]. */
    public void read(int[] ids, Sink sink) {
        try (Scope pass = scope.inner("read")) {
            Tensor hidden = decoder.hiddenStates(pass, ids);
            float[] row = new float[positions * ByteHead.OUTCOMES];
            for (int start = 0; start < ids.length; start += ROWS_AT_ONCE) {
                int end = Math.min(ids.length, start + ROWS_AT_ONCE);
                try (Scope piece = pass.inner("rows")) {
                    float[] rows = script.method("byte_probabilities").with("hidden", hidden).with("start", start).with("end", end)
                            .with("byte_head", head).tensor(piece).toFloats();
                    for (int i = start; i < end; i++) {
                        System.arraycopy(rows, (i - start) * row.length, row, 0, row.length);
                        sink.accept(i, row);
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        head.close();
        script.close();
        scope.close();
    }
}
