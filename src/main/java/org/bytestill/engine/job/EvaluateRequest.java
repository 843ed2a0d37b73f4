package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Mixture;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.CorpusPart;
import org.bytestill.corpus.TextSource;
import org.bytestill.problem.Check;

/**
 * A request to evaluate a model on a text.
 *
 * @param model          folder of a run, or of a model
 * @param checkpoint     {@code best}, {@code last}, {@code first} or an update; only of a run
 * @param source         the text
 * @param ownDocuments   whether documents are as long as the run's own, or 2,048 bytes, whatever the source says
 * @param teachers       teachers for the agreement; several are mixed, an empty list means no agreement
 * @param mixture        kind of the mixture
 * @param converter      converter of both models; the covering gives no byte probability 0
 * @param agreementBytes bytes of the text on which the agreement is measured; 0 for all
 * @param device         {@code auto}, {@code cpu} or {@code cuda}
 * @param chat           how conversations are read; of a run its own settings count
 * @param part           what of the text this computer evaluates
 */
public record EvaluateRequest(Path model, String checkpoint, TextSource source, boolean ownDocuments, List<Path> teachers, Mixture mixture,
        ConverterSettings converter, long agreementBytes, String device, RunConfig.Chat chat, CorpusPart part) {
    public EvaluateRequest {
        Check.that(agreementBytes >= 0, "The agreement is asked for on %d bytes; choose a number from 0 on, 0 for all.", agreementBytes);
    }
}
