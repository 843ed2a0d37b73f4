package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.ConverterSettings.Method;
import org.bytestill.bytes.Mixture;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.TextSource;
import org.bytestill.engine.reading.RunTexts;
import org.bytestill.evaluate.Bootstrap;
import org.bytestill.problem.Check;

/**
 * A request to audit the conversion loss of converters: each at each coverage, relative to a reference.
 *
 * @param teachers      model folders or GGUF files; several are mixed
 * @param mixture       kind of the mixture
 * @param source        the text
 * @param ways          audited converters
 * @param coverages     shares of each byte's mass that are kept on disk; 1 keeps all
 * @param reference     the reference converter
 * @param precision     {@code float32} or {@code bfloat16}
 * @param device        {@code auto}, {@code cpu} or {@code cuda}
 * @param bootstrap     settings of the bootstrap confidence intervals
 * @param chat      how conversations are read
 */
public record AuditRequest(List<Path> teachers, Mixture mixture, TextSource source, List<ConverterSettings> ways,
        List<Double> coverages, ConverterSettings reference, String precision, String device, Bootstrap bootstrap,
        RunConfig.Chat chat) {
    /** A wide beam that hardly prunes; the table shows the mass that it drops. */
    public static final ConverterSettings REFERENCE = ConverterSettings.beam(64, 1e-6);
    public static final int DOCUMENT_BYTES = 512;
    public static final long MAX_BYTES = 4096;
    public static final List<Integer> WIDTHS = List.of(5, 10);
    public static final List<Double> THRESHOLDS = List.of(0.05, 0.01, 0.001);
    public static final List<Double> COVERAGES = List.of(1.0, 0.999);

    public AuditRequest {
        Check.that(!teachers.isEmpty() && !ways.isEmpty() && !coverages.isEmpty(),
                "An audit needs a teacher, a way of reading (a method, with a width and a threshold for the beam) and a coverage.");
        coverages.forEach(coverage -> Check.that(coverage > 0 && coverage <= 1, "Coverage is %s; choose above 0 to 1.", coverage));
    }

    /**
     * The audit of a run's teachers on the beginning of its validation text, or of its training text if it names none.
     *
     * @throws org.bytestill.problem.UserError if it names no teacher
     */
    public static AuditRequest ofRun(RunConfig config, List<ConverterSettings> ways, List<Double> coverages) {
        TextSource all = config.text().validation().isEmpty() ? RunTexts.train(config) : RunTexts.validation(config);
        return new AuditRequest(config.teachers().stream().map(Path::of).toList(), config.mix(),
                new TextSource(all.files(), all.mapping(), DOCUMENT_BYTES, MAX_BYTES), ways, coverages, REFERENCE,
                config.hardware().teacherPrecision().word(), config.hardware().device(), Bootstrap.DEFAULT, config.chat());
    }

    /** The audited converters: beams of every width with every threshold, then the others of the methods. */
    public static List<ConverterSettings> ways(Set<Method> methods, List<Integer> widths, List<Double> thresholds, boolean specialsAsText) {
        Check.that(!methods.contains(Method.BEAM) || !widths.isEmpty() && !thresholds.isEmpty(),
                "The beam needs a width and a threshold. Name at least one of each.");
        List<ConverterSettings> ways = new ArrayList<>();
        for (int width : methods.contains(Method.BEAM) ? widths : List.<Integer>of()) {
            thresholds.forEach(threshold -> ways.add(new ConverterSettings(Method.BEAM, width, threshold, specialsAsText)));
        }
        Stream.of(Method.values()).filter(method -> method != Method.BEAM && methods.contains(method))
                .forEach(method -> ways.add(ConverterSettings.of(method, specialsAsText)));
        return List.copyOf(ways);
    }
}
