package org.bytestill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.bytestill.generation.GenerationListener;
import org.bytestill.generation.GenerationSettings;
import org.bytestill.generation.Generator;
import org.bytestill.model.Decoder;
import org.bytestill.model.Sampling;
import org.bytestill.text.Vocabulary;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.JsonFile;

/**
 * A process that generates texts greedily and prints tokens a second as one line of JSON: {@code MODEL float32|bfloat16 PROMPTS.json ALONE
 * TOKENS TOGETHER_TOKENS}. The first prompt alone, the first {@code ALONE} one after the other, all together.
 * {@link GenerationBench} starts it; {@code src/bench/python/generation.py} does the same.
 */
public final class GenerationProcess {
    private GenerationProcess() {}

    public static void main(String[] arguments) throws IOException {
        TorchThread.prepare(0);
        Dtype precision = arguments[1].equals("bfloat16") ? Dtype.BFLOAT16 : Dtype.FLOAT32;
        List<int[]> prompts = new ArrayList<>();
        for (JsonNode prompt : JsonFile.MAPPER.readTree(Path.of(arguments[2]).toFile())) {
            prompts.add(StreamSupport.stream(prompt.spliterator(), false).mapToInt(JsonNode::asInt).toArray());
        }
        int alone = Integer.parseInt(arguments[3]);
        int tokens = Integer.parseInt(arguments[4]);
        int together = Integer.parseInt(arguments[5]);
        try (Decoder decoder = Decoder.open(Path.of(arguments[0]), precision, Device.CPU)) {
            Generator generator = new Generator(decoder, new Vocabulary(new byte[0][], new String[0], new BitSet(), -1, new BitSet()),
                    8L << 30);
            rate(generator, prompts.subList(0, 1), 8);
            double one = rate(generator, prompts.subList(0, 1), tokens);
            long started = System.nanoTime();
            for (int[] prompt : prompts.subList(0, alone)) {
                rate(generator, List.of(prompt), together);
            }
            double oneByOne = alone * together / ((System.nanoTime() - started) / 1e9);
            BenchProcess.print(Map.of("one", one, "one_by_one", oneByOne, "together", rate(generator, prompts, together), "peak_bytes",
                    BenchProcess.peakBytes()));
        }
    }

    private static double rate(Generator generator, List<int[]> prompts, int tokens) {
        long started = System.nanoTime();
        generator.generate(prompts, new GenerationSettings(tokens, Sampling.GREEDY, 0, new BitSet(), List.of()), GenerationListener.NONE);
        return prompts.size() * tokens / ((System.nanoTime() - started) / 1e9);
    }
}
