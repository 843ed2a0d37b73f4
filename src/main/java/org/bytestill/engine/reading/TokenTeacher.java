package org.bytestill.engine.reading;

import java.nio.file.Path;
import java.util.Arrays;
import org.bytestill.objective.TeacherTokens;
import org.bytestill.student.Adaptation;
import org.bytestill.student.Computation;
import org.bytestill.student.Student;
import org.bytestill.student.StudentBatch;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** An online teacher for token-level distillation: it computes next-token distributions for the student's batches during training. */
public final class TokenTeacher implements TeacherTokens, AutoCloseable {
    private final Student model;

    private TokenTeacher(Student model) {
        this.model = model;
    }

    /** Loads a model with frozen weights in a number format. For the training thread. Throws UserError if it cannot be read. */
    public static TokenTeacher open(Path folder, Dtype dtype, Device device) {
        Computation plain = Computation.PLAIN;
        return new TokenTeacher(Student.open(folder, Adaptation.HEAD, 0, 0, device, new Computation(dtype, false, plain.logitsBytes())));
    }

    @Override
    public int vocabularySize() {
        return model.config().vocabularySize();
    }

    @Override
    public Read read(Scope owner, StudentBatch batch) {
        Tensor hidden = model.hiddenStates(owner, batch);
        return (results, begin, end) -> {
            long[] rows = Arrays.copyOfRange(batch.predictors(), begin, end);
            try (Scope call = results.inner("teacher rows")) {
                return model.logits(results, hidden, call.of(rows, rows.length));
            }
        };
    }

    @Override
    public void close() {
        model.close();
    }
}
