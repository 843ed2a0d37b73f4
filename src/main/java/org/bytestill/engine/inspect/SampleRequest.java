package org.bytestill.engine.inspect;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Asks a model to write on.
 *
 * @param prefix the bytes before; may end within a character or a token
 * @param model  a model's folder, a checkpoint's, or a GGUF file
 * @param bytes  most bytes to write, at least 1
 * @param seed   the seed of the draws; empty takes the most probable token each time
 */
public record SampleRequest(byte[] prefix, Path model, int bytes, OptionalLong seed) {}
