package org.bytestill.corpus.records.parquet;

import java.util.Map;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** The record that is being put together: nulls are dropped at every depth. */
final class RowMaterializer extends RecordMaterializer<Map<String, @Nullable Object>> {
    private Map<String, @Nullable Object> record = Map.of();
    private final GroupConverter root;

    RowMaterializer(MessageType schema) {
        this.root = new Values.ObjectConverter(schema, "", value -> record = Values.object(value));
    }

    @Override
    public Map<String, @Nullable Object> getCurrentRecord() {
        return record;
    }

    @Override
    public GroupConverter getRootConverter() {
        return root;
    }
}
