/**
 * Decoder-only language models of known families: their weights and their forward pass, over whole sequences, with a key/value cache, or
 * over a tree of contexts (tree attention).
 *
 * <p>Start at {@code Decoder}. An {@code Architecture} is a model's configuration, family, adapters and list of weights, made once when
 * it is opened. A {@code Family} is one short file that says how its architecture differs; {@code DecoderScript} sets it into the
 * TorchScript of {@code resources/torchscript}. {@code Lora} says which linear maps have a low-rank adapter, {@code AdapterFolder} and
 * {@code PeftConfig} are such adapters on disk. Knows nothing of teachers, students or bytes.
 */
@NullMarked
package org.bytestill.model;

import org.jspecify.annotations.NullMarked;
