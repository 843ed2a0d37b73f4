package org.bytestill.engine.reading;

import org.bytestill.model.ModelConfig;
import org.bytestill.text.Tokenizer;

/** A model's shape and tokenizer; its weights are not loaded. Whoever opened it closes it. */
public record OpenedModel(ModelConfig config, Tokenizer tokenizer) implements AutoCloseable {
    @Override
    public void close() {
        tokenizer.close();
    }
}
