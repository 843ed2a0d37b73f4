package org.bytestill.model;

import java.io.IOException;
import org.bytestill.torch.Tensor;

/** Takes a weight in pieces, so that memory holds one of them. */
@FunctionalInterface
public interface RowSink {
    /** @param rows whole rows of the first dimension, those after the ones before; closed when this returns */
    void accept(Tensor rows) throws IOException;
}
