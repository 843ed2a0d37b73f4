/**
 * A teacher's next-byte distributions on disk, with a fingerprint of what they were made of.
 *
 * <p>Start at {@link org.bytestill.bytes.cache.ByteCache}.
 */
package org.bytestill.bytes.cache;
