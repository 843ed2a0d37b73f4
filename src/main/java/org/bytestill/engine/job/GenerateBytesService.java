package org.bytestill.engine.job;

import org.bytestill.generation.GenerationListener;
import org.bytestill.torch.TorchThread;

/** Writes texts byte by byte with one model, or with several together. Runs on the calling thread. */
public final class GenerateBytesService {
    /**
     * @param listener takes the outcomes as they are chosen, and can end all texts
     * @throws org.bytestill.problem.UserError if a model cannot be read, a value is out of its range, or a prompt cannot be rendered
     */
    public GenerateBytesReport generate(GenerateBytesRequest request, GenerationListener listener) {
        ByteWriters.settings(request);
        TorchThread.prepare(0);
        try (ByteWriters writers = ByteWriters.open(request)) {
            return writers.write(request, (prompt, outcome, text, before) -> listener.wrote(prompt, outcome,
                    (float) Math.log(before.distribution()[outcome]), text));
        }
    }
}
