package org.bytestill.engine.reading;

import org.bytestill.model.Architecture;
import org.bytestill.model.ModelConfig;
import org.bytestill.text.Tokenizer;

/** A model's architecture and tokenizer, without its weights. The caller that opened it closes it. */
public record OpenedModel(Architecture architecture, Tokenizer tokenizer) implements AutoCloseable {
    public ModelConfig config() {
        return architecture.config();
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
