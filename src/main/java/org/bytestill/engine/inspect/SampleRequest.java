package org.bytestill.engine.inspect;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A request to sample a continuation of a text from a model.
 *
 * @param prefix the text to continue; may end within a character or a token
 * @param model  a model's folder, a checkpoint's, or a GGUF file
 * @param bytes  maximum number of bytes to sample, at least 1
 * @param seed   seed of the sampler; empty means greedy decoding
 */
public record SampleRequest(byte[] prefix, Path model, int bytes, OptionalLong seed) {}
