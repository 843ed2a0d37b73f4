/**
 * Records of Parquet files: {@link org.bytestill.corpus.records.parquet.ParquetFormat}. The columns are put together by parquet-column's own
 * record reader, which knows definition and repetition levels; of the Hadoop-free jars nothing else is used.
 */
@NullMarked
package org.bytestill.corpus.records.parquet;

import org.jspecify.annotations.NullMarked;
