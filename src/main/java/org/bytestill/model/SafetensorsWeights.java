package org.bytestill.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.Scope;
import org.bytestill.torch.TensorOps;

/** A safetensors file of a Hugging Face folder. */
record SafetensorsWeights(Safetensors content) implements WeightFile {
    static SafetensorsWeights open(Path file) {
        return new SafetensorsWeights(Safetensors.open(file));
    }

    @Override
    public Path file() {
        return content.file();
    }

    @Override
    public Map<String, Stored> tensors() {
        Map<String, Stored> tensors = new LinkedHashMap<>();
        content.entries().forEach((name, entry) -> tensors.put(name, new Stored(entry.shape(), entry.bytes())));
        return tensors;
    }

    @Override
    public Dtype dtype(String name) {
        return content.entry(name).dtype();
    }

    @Override
    public void requireReadable(String name) {
        content.entry(name).dtype();
    }

    /** Each piece is a mapping of its own: pages that were read count as the process's memory as long as they are mapped. */
    @Override
    public void rows(String name, long rowsAtOnce, RowSink sink) throws IOException {
        long rows = content.entry(name).shape()[0];
        for (long first = 0; first < rows; first += rowsAtOnce) {
            try (Scope piece = Scope.open("piece", Device.CPU)) {
                sink.accept(TensorOps.rows(piece, content.map(piece).tensor(name), first, Math.min(rows, first + rowsAtOnce)));
            }
        }
    }

    @Override
    public Loader loader(Scope target, Scope temporary) {
        // Two mappings: what is copied needs the file only for a while.
        Safetensors.Mapping kept = content.map(target);
        Safetensors.Mapping passing = content.map(temporary);
        return (name, dtype, own) -> !own && target.device().isCpu() && content.entry(name).dtype() == dtype ? kept.tensor(name)
                : TensorOps.copy(target, passing.tensor(name), dtype);
    }
}
