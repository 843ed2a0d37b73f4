package org.bytestill.bytes;

import java.util.List;
import org.bytestill.problem.Check;

/** Several models that write one text together, each read as bytes with its own tokenizer ({@link ByteBlend}). */
public final class BlendStepper implements ByteStepper {
    private final List<ByteStepper> steppers;
    private final List<String> names;
    private final ByteBlend blend;
    private int written;
    private double[] distribution;

    /**
     * @param steppers one for each model, at the same place of the text; closed with this one
     * @param names    names of the models in messages, such as their folders
     */
    public BlendStepper(List<ByteStepper> steppers, List<String> names, ByteBlend blend) {
        Check.argument(steppers.size() == blend.weights().length && names.size() == steppers.size(), "%d models have %d names, %d weights.",
                steppers.size(), names.size(), blend.weights().length);
        this.steppers = List.copyOf(steppers);
        this.names = List.copyOf(names);
        this.blend = blend;
        this.distribution = blended();
    }

    private double[] blended() {
        double[][] rows = steppers.stream().map(ByteStepper::distribution).toArray(double[][]::new);
        return blend.of(rows, model -> "Byte " + (written + 1) + " of the text, model " + names.get(model));
    }

    @Override
    public double[] distribution() {
        return distribution;
    }

    /** What each model alone expects, in the order of the models: rows as of {@link #distribution}. */
    public List<double[]> distributions() {
        return steppers.stream().map(ByteStepper::distribution).toList();
    }

    @Override
    public void append(byte value) {
        steppers.forEach(stepper -> stepper.append(value));
        written++;
        distribution = blended();
    }

    @Override
    public boolean isFull() {
        return steppers.stream().anyMatch(ByteStepper::isFull);
    }

    @Override
    public long modelRows() {
        return steppers.stream().mapToLong(ByteStepper::modelRows).sum();
    }

    @Override
    public void close() {
        steppers.forEach(ByteStepper::close);
    }
}
