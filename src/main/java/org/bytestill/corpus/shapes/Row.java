package org.bytestill.corpus.shapes;

import org.bytestill.corpus.records.Record;

/** A record and what it holds. */
public record Row(Record record, Sample sample) {}
