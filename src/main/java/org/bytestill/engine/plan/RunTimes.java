package org.bytestill.engine.plan;

import org.bytestill.config.RunConfig;
import org.bytestill.objective.Workload;
import org.bytestill.objective.registry.Objectives;

/** The operations (FLOPs) of a run by what they are for, from the shapes of the models and the amount of text. */
final class RunTimes {
    private final RunConfig config;
    private final RunSizes sizes;

    RunTimes(RunConfig config, RunSizes sizes) {
        this.config = config;
        this.sizes = sizes;
    }

    /** Of reading all the text with the teacher before training. */
    double convert() {
        if (TeacherUse.cachesTokens(config)) {
            return 2.0 * sizes.teacherParameters * sizes.trainBytes / sizes.bytesPerTeacherToken;
        }
        return Objectives.usesTeacherBytes(config)
                ? 2.0 * sizes.teacherParameters * sizes.convertedBytes * TeacherUse.rowsPerByte(config) : 0;
    }

    private double updateTokens() {
        return sizes.updateBytes / sizes.bytesPerStudentToken;
    }

    /** Of an update of the last step. */
    double update() {
        double liveTeacher = TeacherUse.isLive(config) ? 2.0 * sizes.teacherParameters : 0;
        double token = tokenFlops() * Objectives.of(config).cost(config, workload()).times() + liveTeacher;
        return token * updateTokens() + OnPolicyCost.flops(config, sizes.studentParameters, tokenFlops(),
                sizes.teacherParameters * TeacherUse.rowsPerByte(config) * sizes.bytesPerStudentToken);
    }

    /** Of an update of step 1; with a frozen backbone it has no backward pass. */
    double warmUp() {
        boolean frozen = config.training().step1Backbone() == RunConfig.Backbone.FROZEN;
        return frozen ? (2.0 * sizes.studentParameters + 6.0 * sizes.headParameters) * updateTokens() : update();
    }

    /** Of an evaluation: losses on the validation text, and the agreement with the teacher on some of it. */
    double evaluation() {
        double losses = 2.0 * (sizes.studentParameters + sizes.headParameters) * sizes.validationBytes / sizes.bytesPerStudentToken;
        double agreement = config.teacher().isBlank() ? 0 : 2.0 * sizes.studentParameters * (sizes.convertedBytes - sizes.trainBytes);
        return losses + agreement;
    }

    /** Updates of step 1; 0 where there is none. */
    int warmUpUpdates() {
        return Math.min(config.training().updates(), Objectives.of(config).warmUpUpdates(config));
    }

    /** How often a run evaluates: before the first update, in between and after the last. */
    double evaluations() {
        return 2.0 + config.training().updates() / (double) config.evaluation().everyUpdates();
    }

    /** Of all updates. */
    double updates() {
        return warmUp() * warmUpUpdates() + update() * (config.training().updates() - warmUpUpdates());
    }

    /** Of all tasks that are asked during the run. */
    double tasks() {
        return TaskCost.flops(config, sizes.studentParameters, sizes.bytesPerStudentToken, updates());
    }

    /** Of all that is not the conversion. */
    double train() {
        return updates() + tasks() + evaluations() * evaluation();
    }

    /** What an objective computes its cost from. */
    Workload workload() {
        return new Workload(sizes.student, sizes.studentParameters, sizes.bytesPerStudentToken,
                OnPolicyCost.longestDocument(config, sizes.documentTokens),
                config.training().microBatchDocuments(), tokenFlops());
    }

    /**
     * FLOPs per token. For each weight, 2 in the forward pass, 2 in the backward pass for the gradient of the hidden states, unless nothing
     * before them is trained, and 2 for the gradient of the weight if it is trained.
     */
    private double tokenFlops() {
        boolean backward = config.adaptation().form() != RunConfig.Form.HEAD;
        return (backward ? 4.0 : 2.0) * sizes.studentParameters + 2.0 * sizes.trainedParameters + 6.0 * sizes.headParameters;
    }
}
