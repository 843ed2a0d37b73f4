package org.bytestill.engine.dryrun;

import java.util.List;
import org.bytestill.engine.cost.PhaseCost;

/**
 * The result of a dry run.
 *
 * @param findings what each stage has shown
 * @param said     what the formula said of what was computed
 * @param used     what it used
 * @param seconds  how long all of it took
 */
public record DryRunReport(List<DryRunFinding> findings, PhaseCost said, PhaseCost used, double seconds) {
    /** Whether nothing stands against the run. */
    public boolean isFine() {
        return findings.stream().noneMatch(finding -> finding.outcome() == DryRunFinding.Outcome.FAILED);
    }
}
