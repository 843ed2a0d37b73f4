package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.bytestill.model.Architecture;
import org.bytestill.model.Decoder;
import org.bytestill.model.ModelConfig;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.TorchThread;

/**
 * Numerical verification of a model against another program: compares logits, loss and gradients with those of a reference file that holds
 * {@code input_ids} and {@code attention_mask} (I64, batch x positions), and any of {@code logits} (F32, batch x positions x
 * vocabulary), {@code loss} (F32) and {@code grad.<parameter name>} (F32). Computes in float32 on the CPU. An adapter is not merged if its
 * reference has gradients of the adapter's matrices, under their names in PEFT or those of the module alone.
 */
public final class VerifyService {
    private static final String GRADIENT = "grad.";

    /** @throws UserError if a file cannot be read or they do not fit together */
    public VerifyReport verify(Path model, Path reference) {
        TorchThread.prepare(0);
        Safetensors file = Safetensors.open(reference);
        long[][] ids = matrix(file, "input_ids");
        long[][] mask = file.entries().containsKey("attention_mask") ? matrix(file, "attention_mask") : ones(ids);
        boolean byAdapters = file.entries().keySet().stream().anyMatch(name -> name.startsWith(GRADIENT) && name.contains(".lora_"));
        try (Decoder decoder = byAdapters ? Decoder.openUnmerged(model, Dtype.FLOAT32, Device.CPU)
                : Decoder.open(model, Dtype.FLOAT32, Device.CPU)) {
            checkFit(file, ids, mask, decoder.config());
            Double logits = file.entries().containsKey("logits") ? logitDifference(file, decoder.logits(ids, mask), ids, mask) : null;
            boolean wantsGradients = file.entries().keySet().stream().anyMatch(name -> name.startsWith(GRADIENT));
            if (!wantsGradients && !file.entries().containsKey("loss")) {
                return new VerifyReport(logits, null, null, "", real(mask));
            }
            Decoder.LossAndGradients ours = decoder.lossAndGradients(ids, mask);
            Double loss = file.entries().containsKey("loss") ? Math.abs(ours.loss() - file.floats("loss")[0]) : null;
            return withGradients(file, decoder.architecture(), ours.gradients(), new VerifyReport(logits, loss, null, "", real(mask)));
        }
    }

    private static void checkFit(Safetensors file, long[][] ids, long[][] mask, ModelConfig config) {
        if (mask.length != ids.length || mask[0].length != ids[0].length) {
            throw UserError.badInput("%s: attention_mask is %d x %d, input_ids %d x %d; they must be equal.", file.file(), mask.length,
                    mask[0].length,
                    ids.length, ids[0].length);
        }
        for (long[] row : ids) {
            for (long id : row) {
                if (id < 0 || id >= config.vocabularySize()) {
                    throw UserError.badInput(
                            "%s: input_ids holds %d, the model's vocabulary has %d rows. Is it the reference of another model?",
                            file.file(),
                            id, config.vocabularySize());
                }
            }
        }
        if (file.entries().containsKey("logits")) {
            long[] expected = {ids.length, ids[0].length, config.vocabularySize()};
            if (!Arrays.equals(file.entry("logits").shape(), expected)) {
                throw UserError.badInput("%s: logits have the shape %s, the model gives %s. Is it the reference of another model?",
                        file.file(),
                        Arrays.toString(file.entry("logits").shape()), Arrays.toString(expected));
            }
        }
    }

    private static double logitDifference(Safetensors file, float[] ours, long[][] ids, long[][] mask) {
        float[] theirs = file.floats("logits");
        int vocabulary = theirs.length / (ids.length * ids[0].length);
        double largest = 0;
        for (int i = 0; i < theirs.length; i++) {
            int position = i / vocabulary;
            if (mask[position / ids[0].length][position % ids[0].length] == 1) {
                largest = Differences.larger(largest, Math.abs((double) ours[i] - theirs[i]));
            }
        }
        return largest;
    }

    private static VerifyReport withGradients(Safetensors file, Architecture architecture, Map<String, float[]> ours, VerifyReport report) {
        Double worst = report.maxRelGradientDifference();
        String worstName = "";
        for (String name : file.entries().keySet()) {
            if (!name.startsWith(GRADIENT)) {
                continue;
            }
            float[] gradient = ours.get(architecture.weightNamed(plain(name.substring(GRADIENT.length()))));
            float[] theirs = file.floats(name);
            if (gradient == null || gradient.length != theirs.length) {
                throw UserError.badInput("%s: \"%s\" has %d entries; the model has %s. Is it the reference of another model?", file.file(),
                        name,
                        theirs.length, gradient == null ? "no such parameter" : gradient.length);
            }
            double difference = Differences.relative(gradient, theirs);
            if (worst == null || difference > worst || Double.isNaN(difference)) {
                worst = difference;
                worstName = name.substring(GRADIENT.length());
            }
        }
        return new VerifyReport(report.maxAbsLogitDifference(), report.lossDifference(), worst, worstName, report.positions());
    }

    /** The name without PEFT's prefix and infix. */
    private static String plain(String name) {
        return name.contains(".lora_") ? name.replace("base_model.model.", "").replace(".default.", ".") : name;
    }

    private static int real(long[][] mask) {
        return (int) Arrays.stream(mask).flatMapToLong(Arrays::stream).filter(value -> value == 1).count();
    }

    private static long[][] ones(long[][] like) {
        return Arrays.stream(like).map(row -> {
            long[] ones = new long[row.length];
            Arrays.fill(ones, 1);
            return ones;
        }).toArray(long[][]::new);
    }

    private static long[][] matrix(Safetensors file, String name) {
        long[] shape = file.entry(name).shape();
        if (shape.length != 2 || shape[0] == 0 || shape[1] == 0) {
            throw UserError.badInput("%s: \"%s\" has the shape %s; batch x positions was expected.", file.file(), name,
                    Arrays.toString(shape));
        }
        long[] flat = file.longs(name);
        int columns = (int) shape[1];
        long[][] matrix = new long[(int) shape[0]][];
        for (int row = 0; row < matrix.length; row++) {
            matrix[row] = Arrays.copyOfRange(flat, row * columns, (row + 1) * columns);
        }
        return matrix;
    }
}
