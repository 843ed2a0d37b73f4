package org.bytestill.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;

/** {@code adapter_config.json}, and the pointer of a folder to its base. */
class AdapterFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() throws IOException {
        String base = Path.of("src/test/resources/goldens/models/smollm2").toAbsolutePath().toString();
        String config = new String(golden("adapters/smollm2/adapter_config.json"), StandardCharsets.UTF_8)
                .replaceAll("\"base_model_name_or_path\": *\"[^\"]*\"", "\"base_model_name_or_path\": \"" + base + "\"");
        String asExpression = config.replaceAll("\"target_modules\": *\\[[^]]*]", "\"target_modules\": \".*layers.1..*(q|v|o|down)_proj\"");
        return List.of(config.getBytes(StandardCharsets.UTF_8), asExpression.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        copyModel("adapters/smollm2", folder);
        put(folder.resolve("adapter_config.json"), content);
        Checkpoint.open(folder);
    }
}
