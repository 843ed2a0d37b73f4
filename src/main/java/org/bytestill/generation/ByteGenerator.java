package org.bytestill.generation;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteStepper;
import org.bytestill.util.RandomStreams;
import org.jspecify.annotations.Nullable;

/** Writes a text byte by byte, from the next-byte distribution of a model or of several together (method.md 5.8). */
public final class ByteGenerator {
    private static final String DRAWS = "written bytes of prompt ";

    private final ByteSettings settings;
    private final OutcomeSampler sampler;
    private final RandomStreams streams;

    public ByteGenerator(ByteSettings settings) {
        this.settings = settings;
        this.sampler = new OutcomeSampler(settings.sampling());
        this.streams = new RandomStreams(settings.seed());
    }

    /**
     * @param prompt   number of the prompt, from 0
     * @param stepper  after the prompt; it goes on with the text and stays the caller's
     * @param listener takes the outcomes as they are chosen, in place of tokens, and can end the text
     */
    public GeneratedBytes write(int prompt, ByteStepper stepper, GenerationListener listener) {
        WrittenText written = new WrittenText(settings.stopStrings());
        List<Integer> outcomes = new ArrayList<>();
        List<Double> probabilities = new ArrayList<>();
        StopReason reason = null;
        while (reason == null) {
            double[] distribution = stepper.distribution();
            int outcome = sampler.choose(distribution, draw(prompt, outcomes.size()));
            outcomes.add(outcome);
            probabilities.add(distribution[outcome]);
            if (outcome != ByteDistribution.EOS) {
                written.append(new byte[] {(byte) outcome});
            }
            reason = reasonAfter(outcome, outcomes.size(), written, stepper);
            String text = written.certain(reason != null);
            boolean goesOn = listener.wrote(prompt, outcome, (float) Math.log(distribution[outcome]), text);
            reason = reason == null && !goesOn ? StopReason.CANCELLED : reason;
            if (reason == null) {
                stepper.append((byte) outcome);
            }
        }
        return new GeneratedBytes(outcomes.stream().mapToInt(Integer::intValue).toArray(),
                probabilities.stream().mapToDouble(Double::doubleValue).toArray(), written.bytes(), reason, written.stopString());
    }

    private double draw(int prompt, int number) {
        return (streams.seedOf(DRAWS + prompt, number) >>> 11) * 0x1p-53;
    }

    private @Nullable StopReason reasonAfter(int outcome, int size, WrittenText written, ByteStepper stepper) {
        return outcome == ByteDistribution.EOS ? StopReason.END : written.stopString() != null ? StopReason.STOP_STRING
                : size == settings.maxBytes() ? StopReason.LENGTH : stepper.isFull() ? StopReason.CONTEXT : null;
    }
}
