package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.CorpusPart;
import org.bytestill.corpus.TextSource;
import org.bytestill.engine.reading.TeacherBytes;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;

/**
 * A request to convert a teacher's next-token distributions on a text to next-byte distributions, into a cache on disk.
 *
 * @param text          what is read
 * @param coverage      share of each byte's mass that is kept
 * @param precision     {@code float32} or {@code bfloat16}
 * @param device        {@code auto}, {@code cpu} or {@code cuda}
 * @param keyValueGib   limit of the teacher's key-value cache in GiB, which decides how many documents are in a batch; 0 takes a quarter of
 *                      the free memory
 * @param target        folder of the cache; a partial one of the same teacher, text and method is completed
 * @param part          what of it this computer converts
 */
public record ConvertRequest(Path teacher, ConversionText text, ConverterSettings converter, double coverage, String precision,
        String device, double keyValueGib, Path target, CorpusPart part) {
    public ConvertRequest {
        Check.that(keyValueGib >= 0 && keyValueGib < Double.POSITIVE_INFINITY,
                "Memory of keys and values is %s GiB; choose a number from 0 on, 0 for a quarter of the free memory.", keyValueGib);
    }

    /** Files, whole, on this computer. */
    public ConvertRequest(Path teacher, TextSource source, ConverterSettings converter, double coverage, String precision, String device,
            double keyValueGib, Path target, RunConfig.Chat chat) {
        this(teacher, new ConversionText.OfFiles(source, chat), converter, coverage, precision, device, keyValueGib, target,
                CorpusPart.WHOLE);
    }

    /** True if the result is a part that is merged with others. */
    public boolean isPart() {
        return part != CorpusPart.WHOLE;
    }

    /** One request per teacher of a mixture; the folder of the second is beside that of the first, its name with -2. */
    public static List<ConvertRequest> each(List<Path> teachers, ConvertRequest like) {
        List<ConvertRequest> requests = new ArrayList<>();
        for (Path teacher : teachers) {
            requests.add(new ConvertRequest(teacher, like.text, like.converter, like.coverage, like.precision, like.device,
                    like.keyValueGib, TeacherBytes.folder(like.target, requests.size()), like.part));
        }
        return List.copyOf(requests);
    }

    /**
     * What a run converts before it trains, a request a teacher: rows in {@code RUN/teacher-bytes} that the run takes up as its own.
     *
     * @param config its configuration, with absolute paths
     * @param device where this computer converts
     * @throws UserError if the run converts no text
     */
    public static List<ConvertRequest> ofRun(RunConfig config, Path target, String device, double keyValueGib, CorpusPart part) {
        if (!Objectives.usesTeacherBytes(config) || config.teachers().isEmpty()) {
            throw UserError.badInput("A run with the objective %s converts no text: there is nothing to divide. Start it as it is.",
                    config.objective());
        }
        RunConfig.Converter converter = config.converter();
        List<ConvertRequest> requests = new ArrayList<>();
        for (String teacher : config.teachers()) {
            requests.add(new ConvertRequest(Path.of(teacher), new ConversionText.OfRun(config, requests.size()),
                    new ConverterSettings(converter.method(), converter.width(), converter.threshold(), false), converter.coverage(),
                    config.hardware().teacherPrecision().dtype().name().toLowerCase(Locale.ROOT), device, keyValueGib,
                    TeacherBytes.folder(target, requests.size()), part));
        }
        return List.copyOf(requests);
    }
}
