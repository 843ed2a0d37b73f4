package org.bytestill.engine.reading;

import java.nio.file.Path;
import org.bytestill.model.Decoder;
import org.bytestill.objective.TeacherTokens;
import org.bytestill.student.Adaptation;
import org.bytestill.student.Computation;
import org.bytestill.student.Student;
import org.bytestill.student.StudentBatch;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** An online teacher for token-level distillation: it computes next-token distributions during training. */
public final class TokenTeacher implements TeacherTokens, AutoCloseable {
    private final Student model;
    private final Tokenizer tokenizer;

    private TokenTeacher(Student model, Tokenizer tokenizer) {
        this.model = model;
        this.tokenizer = tokenizer;
    }

    /** Loads a model with frozen weights in a number format. For the training thread. Throws UserError if it cannot be read. */
    public static TokenTeacher open(Path folder, Dtype dtype, Device device) {
        return open(folder, Tokenizer.open(folder), dtype, device);
    }

    /** The same with a tokenizer, which is closed with it. */
    public static TokenTeacher open(Path folder, Tokenizer tokenizer, Dtype dtype, Device device) {
        Computation plain = Computation.PLAIN;
        return new TokenTeacher(Student.open(folder, Adaptation.HEAD, 0, 0, device, new Computation(dtype, false, plain.logitsBytes())),
                tokenizer);
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public int vocabularySize() {
        return model.config().vocabularySize();
    }

    @Override
    public int maxPositions() {
        return model.config().maxPositions();
    }

    /** The model, for inference; stays its own. */
    public Decoder decoder() {
        return model.decoder();
    }

    @Override
    public Read read(Scope owner, StudentBatch batch) {
        Tensor hidden = model.hiddenStates(owner, batch);
        return (results, places) -> {
            try (Scope call = results.inner("teacher rows")) {
                return model.logits(results, hidden, call.of(places, places.length));
            }
        };
    }

    @Override
    public void close() {
        model.close();
        tokenizer.close();
    }
}
