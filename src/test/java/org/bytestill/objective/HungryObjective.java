package org.bytestill.objective;

import java.util.List;
import java.util.function.Predicate;
import org.bytestill.config.RunConfig;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;

/** The token loss; at some updates it asks for more memory than there is, and libtorch refuses it. For tests. */
public final class HungryObjective extends HalfObjective {
    private static final String SCRIPT = "def feast(self) -> Tensor:\n    return torch.zeros([1000000, 1000000, 1000], dtype=6)\n";

    private final Predicate<RunConfig> isTooMuch;
    private final int fromUpdate;

    /**
     * @param isTooMuch  of which configurations memory does not suffice; asked at every micro-batch
     * @param fromUpdate at the update after so many, and at all later ones
     */
    public HungryObjective(Predicate<RunConfig> isTooMuch, int fromUpdate) {
        this.isTooMuch = isTooMuch;
        this.fromUpdate = fromUpdate;
    }

    @Override
    public String name() {
        return "hungry";
    }

    @Override
    public UpdateRunner runner(Student student, Tokenizer tokenizer, TeacherData teacher, RunConfig config) {
        UpdateRunner usual = super.runner(student, tokenizer, teacher, config);
        return new UpdateRunner() {
            @Override
            public Supervised supervised(List<BatchBuilder.Indexed> documents, long position) {
                return usual.supervised(documents, position);
            }

            @Override
            public LossSums addGradients(List<BatchBuilder.Indexed> documents, long position, Supervised whole, Step step,
                    List<Tensor> sums, Scope owner) {
                LossSums losses = usual.addGradients(documents, position, whole, step, sums, owner);
                if (position >= (long) fromUpdate * config.training().batchDocuments() && isTooMuch.test(config)) {
                    try (Script script = new Script(SCRIPT)) {
                        script.method("feast").tensor(owner);
                    }
                }
                return losses;
            }
        };
    }
}
