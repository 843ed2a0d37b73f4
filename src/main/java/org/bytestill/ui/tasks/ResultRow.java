package org.bytestill.ui.tasks;

import java.util.Optional;
import org.bytestill.engine.job.TaskRecord.Difference;
import org.bytestill.engine.job.TaskRecord.Figure;
import org.bytestill.ui.common.Format;
import org.bytestill.util.Texts;

/**
 * A metric of a task as a row of the table.
 *
 * @param figure  of the shown model
 * @param other   of the model it is compared with
 * @param teacher of the teacher
 */
record ResultRow(Figure figure, Optional<Figure> other, Optional<Figure> teacher) {
    private static final Texts TEXTS = Texts.of("tasks");
    /** Bits a byte and accuracies have the same three places; what is larger needs fewer. */
    private static final double LARGE = 100;

    /** The metric, with the filter if it is one that the task names. */
    String metric() {
        String[] parts = figure.key().split(",", 2);
        return parts.length < 2 || parts[1].equals("none") ? parts[0] : parts[0] + ", " + parts[1];
    }

    String name() {
        return TEXTS.get("row", figure.alias(), metric());
    }

    static String number(double value) {
        return Format.fixed(value, Math.abs(value) >= LARGE ? 1 : 3);
    }

    /** What the comparison came to; empty without one. */
    String inWords(String model, String otherModel) {
        return figure.difference().map(difference -> inWords(difference, model, otherModel)).orElse("");
    }

    private String inWords(Difference difference, String model, String otherModel) {
        String numbers = TEXTS.get("compared.numbers", name(), number(figure.value()), model,
                number(figure.value() + difference.interval().value()),
                otherModel, Format.signed(difference.interval().value(), 3), number(difference.interval().low()),
                number(difference.interval().high()));
        String counts = TEXTS.get("compared.counts", difference.higher(), difference.lower(), Format.fixed(difference.signP(), 3));
        return numbers + " " + verdict(difference, model, otherModel) + " " + counts;
    }

    /** Only an interval that leaves out 0 tells two models apart. */
    private String verdict(Difference difference, String model, String otherModel) {
        double low = difference.interval().low();
        double high = difference.interval().high();
        if (low <= 0 && high >= 0 || Double.isNaN(low + high)) {
            return TEXTS.get("compared.same");
        }
        return TEXTS.get("compared.better", low > 0 == figure.higherIsBetter() ? otherModel : model);
    }
}
