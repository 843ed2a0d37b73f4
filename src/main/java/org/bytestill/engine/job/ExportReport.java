package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.export.ProofOfExport;

/**
 * What was exported, and the proof that it loads and agrees: it was opened anew and compared with the checkpoint.
 *
 * @param target    the folder or file
 * @param sizeBytes size of all files
 * @param steps     what was done and checked, in sentences
 */
public record ExportReport(Path target, int update, long sizeBytes, ProofOfExport proof, List<String> steps) {}
