package org.bytestill.ui.audit;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.job.AuditReport;
import org.bytestill.engine.job.AuditRequest;
import org.bytestill.evaluate.Bootstrap;
import org.bytestill.evaluate.ConversionLoss;
import org.bytestill.evaluate.Interval;

/** A report of an audit as one of a small teacher looks. */
public final class SampleAudit {
    private SampleAudit() {}

    public static AuditReport report() {
        List<AuditReport.Line> lines = new ArrayList<>();
        for (double threshold : new double[] {0.05, 0.01, 0.001}) {
            for (double coverage : new double[] {1, 0.999}) {
                lines.add(line(new ConverterSettings(ConverterSettings.Method.BEAM, 10, threshold, false), coverage,
                        threshold / 10 + 1 - coverage));
            }
        }
        lines.add(line(ConverterSettings.cover(), 1, 0.0043));
        return new AuditReport("/models/teacher", 8, 4096, line(AuditRequest.REFERENCE, 1, 0), lines, Bootstrap.DEFAULT, List.of(), 12);
    }

    private static AuditReport.Line line(ConverterSettings way, double coverage, double mean) {
        ConversionLoss loss = new ConversionLoss(4096, new Interval(mean, mean * 0.7, mean * 1.4),
                new Interval(mean * 9, mean * 6, mean * 12), mean * 80, mean * 3, 2, mean > 0.004 ? 3 : 0, mean, 1.2e-6, 1, 0, 0);
        return new AuditReport.Line(way, coverage, loss, 0.8, 431.5, coverage == 1 ? 812 : 66);
    }
}
