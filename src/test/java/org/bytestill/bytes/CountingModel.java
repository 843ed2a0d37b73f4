package org.bytestill.bytes;

import java.util.List;
import org.bytestill.text.Tokenizer;

/** A token model that delegates to another one and counts the evaluated contexts. */
public final class CountingModel implements TokenModel {
    private final TokenModel model;
    private long asked;

    public CountingModel(TokenModel model) {
        this.model = model;
    }

    public long asked() {
        return asked;
    }

    @Override
    public Tokenizer tokenizer() {
        return model.tokenizer();
    }

    @Override
    public int rowSize() {
        return model.rowSize();
    }

    @Override
    public int contextLimit() {
        return model.contextLimit();
    }

    @Override
    public Contexts newContexts() {
        return model.newContexts();
    }

    @Override
    public void evaluate(List<Query> queries, RowSink sink) {
        asked += queries.size();
        model.evaluate(queries, sink);
    }

    @Override
    public void close() {
        model.close();
    }
}
