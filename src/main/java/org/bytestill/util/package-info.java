/**
 * Utilities that every package may use and that use none but {@code problem}: atomic files, JSON, hashes, seeds, progress.
 *
 * <p>{@link org.bytestill.util.AtomicFile} writes files atomically; {@link org.bytestill.util.JsonFile} and
 * {@link org.bytestill.util.JsonLines} read JSON and report where it is damaged; {@link org.bytestill.util.Sha256} hashes files;
 * {@link org.bytestill.util.RandomStreams} derives independent random streams from one seed; {@link org.bytestill.util.BaseModel}
 * resolves the base model of an adapter; {@link org.bytestill.util.FileManifest} detects damaged checkpoints;
 * {@link org.bytestill.util.Texts} reads the texts that people see; {@link org.bytestill.util.NearestWord} finds what a mistyped word meant;
 * {@link org.bytestill.util.Progress} is told how far work is, and may end it.
 */
@NullMarked
package org.bytestill.util;

import org.jspecify.annotations.NullMarked;
