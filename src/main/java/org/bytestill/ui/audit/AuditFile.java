package org.bytestill.ui.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.engine.job.AuditReport;
import org.bytestill.util.AtomicFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The report of a run's last audit, {@code audit.json} in its folder: it took minutes to measure. */
final class AuditFile {
    private static final String NAME = "audit.json";
    private static final ObjectMapper JSON = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private AuditFile() {}

    /** Null if there is none, or it cannot be read: then it is measured again. */
    @Nullable
    static AuditReport read(Path run) {
        Path file = run.resolve(NAME);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            AuditReport report = JSON.readValue(file.toFile(), AuditReport.class);
            return report == null || report.lines() == null || report.lines().isEmpty() || report.reference() == null ? null : report;
        } catch (IOException | RuntimeException e) {
            LoggerFactory.getLogger(AuditFile.class).warn("{} cannot be read and is not shown: {}", file, e.getMessage());
            return null;
        }
    }

    /** @throws org.bytestill.problem.UserError if it cannot be written */
    static void write(Path run, AuditReport report) {
        try {
            AtomicFile.write(run.resolve(NAME), JSON.writeValueAsString(report) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
