package org.bytestill.ui.dashboard;

import java.util.List;
import java.util.Optional;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.run.Conversion;
import org.bytestill.run.DeviceSample;
import org.bytestill.run.MetricLog;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunEvent;

/**
 * What of a run is new when it differs: cheap to take, so that several a second on any thread cost nothing, where to show what has not changed
 * costs a frame.
 *
 * @param tables training, evaluation, abandoned: a resume replaces them
 * @param rows   of each
 */
record RunGlance(RunProgress progress, List<MetricTable> tables, List<Integer> rows, int resumePoints, List<RunEvent> events,
        int probes, List<DeviceSample> device, Optional<Conversion> conversion) {

    static RunGlance at(Run run) {
        MetricLog log = run.metrics();
        List<MetricTable> tables = List.of(log.training(), log.evaluation(), log.abandoned());
        return new RunGlance(run.progress(), tables, tables.stream().map(MetricTable::size).toList(), log.resumePoints().size(),
                run.events(), run.probes().records().size(), run.device(), run.conversion());
    }
}
