package org.bytestill.ui.export;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.bytestill.export.ExportFormat;
import org.bytestill.export.ExportFormats;
import org.bytestill.export.ExportSource;
import org.bytestill.export.WeightType;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.Tasks;

/**
 * The format and the number format of an export, of those that can hold the chosen checkpoint. What was chosen is remembered where
 * another checkpoint cannot be written so. On the window's thread.
 */
final class FormatModel {
    /**
     * A format for the chosen checkpoint.
     *
     * @param missing   why the checkpoint cannot be written in it; empty if it can
     * @param leavesOut the part of the checkpoint it has no place for, a sentence or empty
     * @param sizes     bytes of the weights in each number format; empty while not known
     */
    record Offer(ExportFormat format, String missing, String leavesOut, Map<WeightType, Long> sizes) {
        static Offer unknown(ExportFormat format) {
            return new Offer(format, "", "", Map.of());
        }

        static Offer of(ExportFormat format, ExportSource source) {
            Optional<String> missing = format.missing(source);
            return new Offer(format, missing.orElse(""), format.leavesOut(source), missing.isPresent() ? Map.of() : sizes(format, source));
        }

        private static Map<WeightType, Long> sizes(ExportFormat format, ExportSource source) {
            Map<WeightType, Long> sizes = new EnumMap<>(WeightType.class);
            try {
                format.types().forEach(precision -> sizes.put(precision, format.sizeBytes(source, precision)));
            } catch (UserError e) {
                return Map.of(); // of what cannot be read the size is not known; the export will say why
            }
            return sizes;
        }

        boolean isPossible() {
            return missing.isEmpty();
        }
    }

    private final DiskProbe<ExportSource, List<Offer>> probe;
    private final ReadOnlyObjectWrapper<ExportFormat> format = new ReadOnlyObjectWrapper<>(this, "format", ExportFormats.ALL.get(0));
    private final ReadOnlyObjectWrapper<WeightType> precision = new ReadOnlyObjectWrapper<>(this, "precision", WeightType.FLOAT32);
    private ExportFormat wantedFormat = format.get();
    private WeightType wantedPrecision = precision.get();

    /** @param source the chosen checkpoint, or null */
    FormatModel(Tasks tasks, Supplier<ExportSource> source) {
        probe = new DiskProbe<>(tasks, source, FormatModel::offers);
        probe.answered().addListener(changed -> settle());
    }

    private static List<Offer> offers(ExportSource source) {
        return ExportFormats.ALL.stream().map(format -> source == null ? Offer.unknown(format) : Offer.of(format, source)).toList();
    }

    /** Looks at the chosen checkpoint, unless that has been done: it does not change. */
    void refresh() {
        if (probe.found().isEmpty()) {
            probe.ask();
        }
    }

    /** False while the checkpoint is looked at. */
    boolean isKnown() {
        return probe.isKnown();
    }

    /** Changes when more is known of what the checkpoint allows. */
    Observable answered() {
        return probe.answered();
    }

    /** All formats, in the registry's order. */
    List<Offer> offers() {
        return probe.found().orElseGet(() -> offers(null));
    }

    /** The chosen format. */
    Offer offer() {
        return offers().stream().filter(offer -> offer.format() == format.get()).findFirst().orElseThrow();
    }

    void choose(ExportFormat wanted) {
        wantedFormat = wanted;
        settle();
    }

    void choose(WeightType wanted) {
        wantedPrecision = wanted;
        settle();
    }

    /** Takes what was chosen, or the next best where that is not possible. */
    private void settle() {
        List<Offer> offers = offers();
        format.set(offers.stream().filter(offer -> offer.format() == wantedFormat && offer.isPossible())
                .findFirst().orElse(offers.get(0)).format());
        precision.set(precisionOf(format.get()));
    }

    private WeightType precisionOf(ExportFormat of) {
        return of.types().contains(wantedPrecision) ? wantedPrecision : of.types().get(0);
    }

    ReadOnlyObjectProperty<ExportFormat> formatProperty() {
        return format.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<WeightType> precisionProperty() {
        return precision.getReadOnlyProperty();
    }

    /** About how large the written weights will be, in bytes; 0 while not known. */
    long sizeBytes() {
        return sizeBytes(offer());
    }

    /** The same if another format were chosen. */
    long sizeBytes(Offer offer) {
        return offer.sizes().getOrDefault(precisionOf(offer.format()), 0L);
    }
}
