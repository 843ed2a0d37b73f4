package org.bytestill.engine.job;

import org.bytestill.export.ExportWriter;
import org.bytestill.export.ModelCard;

/** The command that publishes an export on the Hugging Face hub. This program contacts nobody: whoever wants it runs the command. */
final class Publishing {
    private Publishing() {}

    /** The command; the reason why it should wait if nobody stated a licence; empty if the export is not for others. */
    static String command(ExportRequest request, ExportWriter.Result result, ModelCard card) {
        if (!result.proof().proven() || !request.format().isPublished()) {
            return "";
        }
        return card.statesLicence() ? "hf upload YOUR-NAME/" + result.place().getFileName() + " " + quoted(result.place().toString())
                : "Nobody has stated a licence, so it is not ready to be published: export it again with --licence.";
    }

    private static String quoted(String path) {
        return path.matches("[\\w./~-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
