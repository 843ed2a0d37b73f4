package org.bytestill.engine.job;

import org.bytestill.generation.GenerationListener;
import org.bytestill.torch.TorchThread;

/** Generates texts with a checkpoint or a model. Runs on the calling thread. */
public final class GenerateService {
    /**
     * @param listener takes the tokens as they are chosen, and can end all texts
     * @throws org.bytestill.problem.UserError if the model cannot be read, a value is out of its range, or a prompt does not fit
     */
    public GenerateReport generate(GenerateRequest request, GenerationListener listener) {
        GeneratingModel.sampling(request);
        TorchThread.prepare(0);
        try (GeneratingModel model = GeneratingModel.open(GeneratingModel.choice(request), request)) {
            return model.generate(request, listener);
        }
    }
}
