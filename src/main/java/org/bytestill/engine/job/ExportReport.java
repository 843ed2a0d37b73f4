package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.export.ProofOfExport;

/**
 * What was exported, and the proof that it loads and agrees: it was opened anew and compared with the checkpoint.
 *
 * @param target    the folder or file that was made
 * @param sizeBytes size of all files
 * @param steps     what was done and checked, in sentences
 * @param publish   the command with which its folder is published, for a person to run; empty if it is not for publishing
 */
public record ExportReport(Path target, int update, long sizeBytes, ProofOfExport proof, List<String> steps, String publish) {
    /** What is not for publishing. */
    public ExportReport(Path target, int update, long sizeBytes, ProofOfExport proof, List<String> steps) {
        this(target, update, sizeBytes, proof, steps, "");
    }
}
