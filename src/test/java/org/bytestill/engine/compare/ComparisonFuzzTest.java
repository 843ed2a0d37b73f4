package org.bytestill.engine.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.bytestill.fuzz.ReaderFuzz;

/** {@code results.jsonl} of a comparison. */
class ComparisonFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() {
        return List.of("{\"variant\":\"start\",\"seed\":1,\"updates\":0,\"bitsPerByte\":2.5,\"klBits\":1.5,\"top1Agreement\":0.5}\n"
                + "{\"variant\":\"sft\",\"seed\":1,\"updates\":4,\"bitsPerByte\":2.25,\"klBits\":\"NaN\",\"secondsPerUpdate\":0.5}\n")
                .stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        put(folder.resolve("results.jsonl"), content);
        new CompareService(null, folder).results().forEach(result -> Objects.requireNonNull(result.variant()));
    }
}
