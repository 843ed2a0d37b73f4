/**
 * Task files of lm-evaluation-harness: YAML, read into records that know their lines.
 *
 * <p>Start at {@link org.bytestill.tasks.file.TaskFile}, which gives a {@link org.bytestill.tasks.file.TaskConfig}.
 */
@NullMarked
package org.bytestill.tasks.file;

import org.jspecify.annotations.NullMarked;
