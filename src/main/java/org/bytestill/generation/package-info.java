/**
 * Text generation: what a decoder writes after prompts, token by token, many prompts at once.
 *
 * <p>Start at {@link org.bytestill.generation.Generator}: it asks a {@link org.bytestill.model.DecodingBatch} for the next tokens, draws
 * them by {@link org.bytestill.model.Sampling}, and ends each text for a {@link org.bytestill.generation.StopReason}.
 * {@link org.bytestill.generation.ByteGenerator} writes byte by byte instead, with one model or several.
 */
@NullMarked
package org.bytestill.generation;

import org.jspecify.annotations.NullMarked;
