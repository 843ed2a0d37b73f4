/**
 * Tensors and scripts without models: how native memory is held, a TorchScript is run, a weight file is read and written.
 *
 * <p>Start at {@code Script} (text in, loaded module out) and {@code Scope} (owns the tensors made in it). Computation is
 * written as TorchScript text and run in few calls; no NDArray operation is used, because several of them silently cut or
 * corrupt gradients. {@code ExternalLibtorch} is the library that a person names in place of the built-in one. Knows nothing of language models.
 */
package org.bytestill.torch;
