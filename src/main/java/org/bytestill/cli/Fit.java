package org.bytestill.cli;

import org.bytestill.engine.Engine;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;

/** Check that a run fits into the memory of the machine. */
final class Fit {
    private Fit() {}

    /** Throws UserError with {@link ExitCode#WILL_NOT_FIT} if the run needs more memory than the machine has. */
    static void require(Estimate estimate, Engine engine) {
        long needed = Math.max(estimate.convertMemoryBytes(), estimate.trainMemoryBytes());
        if (needed > estimate.availableMemoryBytes() && needed > engine.machine().memoryBytes()) {
            throw UserError.of(ExitCode.WILL_NOT_FIT,
                    "The run needs about %s of memory; this machine has %s. Lower training.micro_batch_documents or "
                            + "text.document_bytes, or choose smaller models.",
                    Labels.memory(needed), Labels.memory(engine.machine().memoryBytes()));
        }
    }
}
