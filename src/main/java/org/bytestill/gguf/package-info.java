/**
 * The GGUF file format: what a file says about itself, where its tensors lie, and their numbers as float32.
 *
 * <p>Start at {@link org.bytestill.gguf.GgufFile}. {@link org.bytestill.gguf.Quantization} turns stored blocks into numbers.
 * Knows nothing of models or tokenizers: {@code model} and {@code text} give names and metadata their meaning.
 */
package org.bytestill.gguf;
