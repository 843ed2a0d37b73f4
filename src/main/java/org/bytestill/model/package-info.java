/**
 * A decoder of a known family: its weights and its script, run in full, with a key/value cache, or over a tree.
 *
 * <p>Start at {@code Decoder}. A {@code Family} is one short file that says how its architecture differs;
 * {@code DecoderScript} writes the TorchScript from it. {@code Lora} says which maps have a low-rank adapter, {@code AdapterFolder}
 * and {@code PeftConfig} are such adapters on disk. Knows nothing of teachers, students or bytes.
 */
package org.bytestill.model;
