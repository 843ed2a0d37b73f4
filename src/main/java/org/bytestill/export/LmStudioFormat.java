package org.bytestill.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytestill.util.Progress;

/**
 * A GGUF file where LM Studio looks for it: {@code publisher/model/file.gguf} below its folder of models, which may be the target and hold
 * other models already.
 */
final class LmStudioFormat implements ExportFormat {
    static final String PUBLISHER = "bytestill";

    private final ExportFormat gguf;

    /** @param gguf writes the GGUF file */
    LmStudioFormat(ExportFormat gguf) {
        this.gguf = gguf;
    }

    @Override
    public String word() {
        return "lmstudio";
    }

    @Override
    public String label() {
        return "LM Studio folder";
    }

    @Override
    public String about() {
        return "A GGUF file as publisher/model/file below the target, which may be LM Studio's own folder of models.";
    }

    @Override
    public Optional<String> missing(ExportSource source) {
        return gguf.missing(source);
    }

    @Override
    public Optional<String> missing(ExportSource source, WeightType type) {
        return gguf.missing(source, type);
    }

    @Override
    public String leavesOut(ExportSource source) {
        return gguf.leavesOut(source);
    }

    @Override
    public List<WeightType> types() {
        return gguf.types();
    }

    @Override
    public long sizeBytes(ExportSource source, WeightType type) {
        return gguf.sizeBytes(source, type);
    }

    @Override
    public Path place(ExportSource source, Path target) {
        return target.resolve(PUBLISHER).resolve(source.fileName());
    }

    @Override
    public Path model(ExportSource source, Path written, WeightType type) {
        return written.resolve(source.fileName() + "-" + type.shortName() + gguf.fileEnding());
    }

    @Override
    public List<String> write(ExportSource source, Path place, WeightType type, Progress progress) throws IOException {
        return gguf.write(source, model(source, place, type), type, progress);
    }

    @Override
    public List<ProbedHead> heads() {
        return gguf.heads();
    }

    @Override
    public ProofBounds bounds(WeightType type) {
        return gguf.bounds(type);
    }
}
