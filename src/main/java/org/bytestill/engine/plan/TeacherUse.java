package org.bytestill.engine.plan;

import org.bytestill.bytes.ConverterSettings;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.objective.registry.Objectives;

/** When a run evaluates its teacher, and how often. */
final class TeacherUse {
    private TeacherUse() {}

    /** Whether next-token distributions are computed before training and kept on disk. */
    static boolean cachesTokens(RunConfig config) {
        return Objectives.of(config).teacher() == TeacherNeed.TOKENS && config.teacherRows().source() == RunConfig.RowSource.CACHED;
    }

    /** Whether the teacher is evaluated while the student trains. */
    static boolean isLive(RunConfig config) {
        return Objectives.of(config).teacher() == TeacherNeed.TOKENS && !cachesTokens(config);
    }

    static double rowsPerByte(RunConfig config) {
        return rowsPerByte(config.converter().method(), config.converter().threshold());
    }

    /** Model evaluations per byte, rounded from audits of trained models on prose (method.md 1.7). */
    static double rowsPerByte(ConverterSettings.Method method, double threshold) {
        if (method == ConverterSettings.Method.COVER) {
            return 1;
        }
        if (method == ConverterSettings.Method.EOT) {
            return 0.3;
        }
        return threshold >= 0.05 ? 0.6 : threshold >= 0.01 ? 0.85 : threshold >= 0.001 ? 1.8 : threshold >= 0.0001 ? 3.2 : 13;
    }
}
