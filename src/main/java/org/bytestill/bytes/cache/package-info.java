/**
 * The cache of a teacher's next-byte distributions on disk, in safetensors shards with half-precision log-probabilities, and a
 * fingerprint of the inputs they were computed from (method.md 1.9).
 *
 * <p>Start at {@link org.bytestill.bytes.cache.ByteCache}.
 */
@NullMarked
package org.bytestill.bytes.cache;

import org.jspecify.annotations.NullMarked;
