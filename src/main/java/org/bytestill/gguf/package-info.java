/**
 * Reader and writer of the GGUF file format: metadata, offsets of the tensors, dequantization to float32 and quantization.
 *
 * <p>Start at {@link org.bytestill.gguf.GgufFile}, and {@link org.bytestill.gguf.GgufWriter} for the other way.
 * {@link org.bytestill.gguf.Quantization} dequantizes and quantizes blocks; {@link org.bytestill.gguf.GgufFileType} says which tensor
 * gets which.
 * Knows nothing of models or tokenizers: {@code model} and {@code text} give names and metadata their meaning.
 */
@NullMarked
package org.bytestill.gguf;

import org.jspecify.annotations.NullMarked;
