package org.bytestill.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A folder with a GGUF file in it, where a program looks for it or with what the program needs beside: it holds what GGUF holds. */
abstract class GgufFolderFormat implements ExportFormat {
    /** Writes the GGUF file. */
    protected final ExportFormat gguf;

    GgufFolderFormat(ExportFormat gguf) {
        this.gguf = gguf;
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
    public Path model(ExportSource source, Path written, WeightType type) {
        return written.resolve(source.fileName() + "-" + type.shortName() + gguf.fileEnding());
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
