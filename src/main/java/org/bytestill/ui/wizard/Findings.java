package org.bytestill.ui.wizard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytestill.engine.Estimate;
import org.bytestill.problem.Problem;
import org.bytestill.problem.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the engine said about a configuration.
 *
 * @param problems all that is wrong or worth knowing
 * @param estimate what it will cost; empty if it cannot be said
 * @param unknown  why there is no estimate; empty if there is one
 * @param resets   what it would cost with one changed value reset, by key
 */
public record Findings(List<Problem> problems, Optional<Estimate> estimate, String unknown, Map<String, Estimate> resets) {
    private static final Logger LOG = LoggerFactory.getLogger(Findings.class);

    static final Findings NONE = new Findings(List.of(), Optional.empty(), "", Map.of());

    Findings with(Problem problem) {
        List<Problem> more = new ArrayList<>(problems);
        more.add(0, problem);
        return new Findings(more, estimate, unknown, resets);
    }

    /** An exception as a problem; one that is not the user's is logged. */
    static Problem failure(String field, RuntimeException exception) {
        if (!(exception instanceof UserError)) {
            LOG.error("unexpected failure in the wizard", exception);
        }
        return Problem.error(field, exception.getMessage() == null ? exception.toString() : exception.getMessage(), "");
    }
}
