package org.bytestill.ui.export;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * The formats of an export and the number format of each, of those that can hold the chosen checkpoint. What was chosen is remembered where
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

    /** A chosen format, with a number format that it can hold. */
    record Pick(ExportFormat format, WeightType type) {}

    private final DiskProbe<ExportSource, List<Offer>> probe;
    private final ReadOnlyObjectWrapper<List<Pick>> picks = new ReadOnlyObjectWrapper<>(this, "picks");
    private final Set<ExportFormat> wanted = new LinkedHashSet<>(List.of(ExportFormats.ALL.get(0)));
    /** What was chosen for a format alone; the others take what was chosen for all, if they can, or else what is usual for them. */
    private final Map<ExportFormat, WeightType> wantedTypes = new HashMap<>();
    private Optional<WeightType> wantedType = Optional.empty();

    /** @param source the chosen checkpoint, or null */
    FormatModel(Tasks tasks, Supplier<ExportSource> source) {
        probe = new DiskProbe<>(tasks, source, FormatModel::offers);
        probe.answered().addListener(changed -> settle());
        settle();
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

    private Offer offer(ExportFormat of) {
        return offers().stream().filter(offer -> offer.format() == of).findFirst().orElseThrow();
    }

    /** Why the first chosen format that cannot be written cannot; empty if all can. */
    String missing() {
        return picks().stream().map(pick -> offer(pick.format()).missing()).filter(reason -> !reason.isEmpty()).findFirst().orElse("");
    }

    /** This format alone. */
    void choose(ExportFormat format) {
        wanted.clear();
        wanted.add(format);
        settle();
    }

    /** This format too, or no longer; the last one stays. */
    void toggle(ExportFormat format) {
        boolean alone = picks().size() == 1 && isPicked(format);
        if (!alone && !wanted.remove(format)) {
            wanted.add(format);
        }
        settle();
    }

    /** A number format for all formats that can hold it. */
    void choose(WeightType type) {
        wantedType = Optional.of(type);
        wantedTypes.clear();
        settle();
    }

    /** A number format for one format. */
    void choose(ExportFormat format, WeightType type) {
        wantedTypes.put(format, type);
        settle();
    }

    /** Takes what was chosen, or the usual format where nothing of it is possible. */
    private void settle() {
        List<Pick> possible = offers().stream().filter(offer -> wanted.contains(offer.format()) && offer.isPossible())
                .map(offer -> new Pick(offer.format(), typeOf(offer.format()))).toList();
        ExportFormat usual = ExportFormats.ALL.get(0);
        picks.set(possible.isEmpty() ? List.of(new Pick(usual, typeOf(usual))) : possible);
    }

    /** The number format in which a format is or would be written. */
    WeightType typeOf(ExportFormat format) {
        return Optional.ofNullable(wantedTypes.get(format)).or(() -> wantedType).filter(format.types()::contains)
                .orElse(format.types().get(0));
    }

    /** The chosen formats, at least one, in the registry's order. */
    ReadOnlyObjectProperty<List<Pick>> picksProperty() {
        return picks.getReadOnlyProperty();
    }

    List<Pick> picks() {
        return picks.get();
    }

    boolean isPicked(ExportFormat format) {
        return picks().stream().anyMatch(pick -> pick.format() == format);
    }

    /** About how large the written weights of all chosen formats will be, in bytes; 0 while not known. */
    long sizeBytes() {
        return picks().stream().mapToLong(pick -> sizeBytes(offer(pick.format()))).sum();
    }

    /** The same of a format, if it were chosen. */
    long sizeBytes(Offer offer) {
        return offer.sizes().getOrDefault(typeOf(offer.format()), 0L);
    }
}
