package org.bytestill.corpus;

/**
 * What became of the texts of a source, as far as it was read.
 *
 * @param texts        texts and conversations; a plain text file is one text
 * @param cut          texts longer than a document may be, which are read as several documents
 * @param skipped      rows that hold nothing
 * @param unsupervised pieces of longer texts that are left out, because they hold prompts alone
 */
public record TextCounts(long texts, long cut, long skipped, long unsupervised) {}
