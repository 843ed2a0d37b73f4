package org.bytestill.engine.job;

import java.nio.file.Path;
import org.bytestill.corpus.shapes.Mapping;
import org.bytestill.text.chat.ChatFormat;
import org.jspecify.annotations.Nullable;

/**
 * A request to read data files as documents, row by row.
 *
 * @param path    a file, or a folder whose data files are read
 * @param mapping which column holds a field
 * @param format  how conversations are written; null leaves them as they are
 */
public record DocumentsRequest(Path path, Mapping mapping, @Nullable ChatFormat format) {}
