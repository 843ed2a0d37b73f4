/**
 * What every other package may use and what knows none of them: files that are whole or absent, JSON, hashes, seeds, progress.
 *
 * <p>{@link org.bytestill.util.AtomicFile} writes beside and renames; {@link org.bytestill.util.JsonFile} and
 * {@link org.bytestill.util.JsonLines} read JSON and say where it is broken; {@link org.bytestill.util.Sha256} hashes files;
 * {@link org.bytestill.util.RandomStreams} derives independent random streams from one seed; {@link org.bytestill.util.BaseModel}
 * follows a model folder to the folder it is based on.
 */
package org.bytestill.util;
