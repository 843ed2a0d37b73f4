package org.bytestill.corpus.records.arrow;

import org.jspecify.annotations.Nullable;

/** A column of a batch: its value at each index, null included. */
interface Column {
    /** The value, as a {@link org.bytestill.corpus.records.Record} has values. */
    @Nullable
    Object get(int index);

    /** Number of values. */
    int length();

    /** This column and then another. */
    default Column followedBy(Column more) {
        Column first = this;
        return new Column() {
            @Override
            public @Nullable Object get(int index) {
                return index < first.length() ? first.get(index) : more.get(index - first.length());
            }

            @Override
            public int length() {
                return first.length() + more.length();
            }
        };
    }
}
