/**
 * Libtorch: tensors and their native memory, TorchScript modules, safetensors files.
 *
 * <p>Start at {@code Script} (source in, compiled module out; a {@code ScriptCall} runs one of its methods) and {@code Scope} (owns the
 * tensors made in it). Computation is written as TorchScript, in files of {@code resources/torchscript}, and run in few calls; no NDArray
 * operation is used, because several of them silently cut or corrupt gradients. {@code ExternalLibtorch} is the library that a person
 * names in place of the built-in one. Knows nothing of language models.
 */
@NullMarked
package org.bytestill.torch;

import org.jspecify.annotations.NullMarked;
