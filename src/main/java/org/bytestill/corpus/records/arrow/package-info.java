/**
 * Records of Arrow IPC files, as {@code datasets.save_to_disk} writes them: {@link org.bytestill.corpus.records.arrow.ArrowFormat}. Messages
 * are read through the generated flatbuffers of the format, one record batch at a time.
 */
@NullMarked
package org.bytestill.corpus.records.arrow;

import org.jspecify.annotations.NullMarked;
