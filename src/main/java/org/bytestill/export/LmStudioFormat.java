package org.bytestill.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.util.Progress;

/**
 * A GGUF file where LM Studio looks for it: {@code publisher/model/file.gguf} below its folder of models, which may be the target and hold
 * other models already.
 */
final class LmStudioFormat extends GgufFolderFormat {
    static final String PUBLISHER = "bytestill";

    /** @param gguf writes the GGUF file */
    LmStudioFormat(ExportFormat gguf) {
        super(gguf);
    }

    @Override
    public String word() {
        return "lmstudio";
    }

    @Override
    public Path place(ExportSource source, Path target) {
        return target.resolve(PUBLISHER).resolve(source.fileName());
    }

    @Override
    public List<String> write(ExportSource source, Path place, WeightType type, Progress progress) throws IOException {
        return gguf.write(source, model(source, place, type), type, progress);
    }
}
