package org.bytestill.ui.wizard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.problem.Failure;
import org.bytestill.problem.Problem;
import org.bytestill.ui.common.FailureText;
import org.bytestill.util.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Result of checking a configuration: problems, estimate, and what resetting each changed setting would cost.
 *
 * @param problems all that is wrong or worth knowing
 * @param estimate what it will cost; empty if it cannot be said
 * @param unknown  why there is no estimate; empty if there is one
 * @param resets   what it would cost with one changed value reset, by key
 */
public record CheckResults(List<Problem> problems, Optional<Estimate> estimate, String unknown, Map<String, Estimate> resets) {
    private static final Logger LOG = LoggerFactory.getLogger(CheckResults.class);

    static final CheckResults NONE = new CheckResults(List.of(), Optional.empty(), "", Map.of());

    CheckResults with(Problem problem) {
        List<Problem> more = new ArrayList<>(problems);
        more.add(0, problem);
        return new CheckResults(more, estimate, unknown, resets);
    }

    /** Something thrown as a problem; what is not the user's mistake is logged under the code that the sentence ends with. */
    static Problem failure(Throwable thrown) {
        Failure failure = Failure.of(thrown);
        if (!failure.isUnexpected()) {
            return Problem.error("", FailureText.of(failure), "");
        }
        LOG.error("unexpected failure in the wizard, {}", failure.code(), thrown);
        return Problem.error("", FailureText.of(failure), Texts.of("wizard").get("failure.code", failure.code()));
    }
}
