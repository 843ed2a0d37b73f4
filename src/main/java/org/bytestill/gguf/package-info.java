/**
 * Reader of the GGUF file format: metadata, offsets of the tensors, and dequantization to float32.
 *
 * <p>Start at {@link org.bytestill.gguf.GgufFile}. {@link org.bytestill.gguf.Quantization} dequantizes blocks.
 * Knows nothing of models or tokenizers: {@code model} and {@code text} give names and metadata their meaning.
 */
@NullMarked
package org.bytestill.gguf;

import org.jspecify.annotations.NullMarked;
