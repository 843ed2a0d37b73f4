/**
 * Records: the rows of data files, each a list of named values as JSON has them, whatever the file format.
 *
 * <p>A {@link org.bytestill.corpus.records.DataFile} is opened without its compression, a
 * {@link org.bytestill.corpus.records.RecordFormat} reads one file format, record by record: a file may be larger than memory.
 * {@link org.bytestill.corpus.records.DataFolder} says which files of a folder are data. Text is strict UTF-8 here: a byte or half a
 * surrogate pair that has no place in it is an error with file, line and offset, never replaced. The package knows nothing of documents.
 */
@NullMarked
package org.bytestill.corpus.records;

import org.jspecify.annotations.NullMarked;
