package org.bytestill.corpus.shapes;

import java.util.List;
import java.util.Set;

/** A shape of records, recognised by its fields. */
interface Shape {
    /** Its name: letters of the command line's output and of messages. */
    String name();

    /** The fields that it is recognised by. */
    List<String> keys();

    /** Further fields that it reads. */
    default List<String> others() {
        return List.of();
    }

    /** What the record holds. Throws {@link org.bytestill.problem.UserError} for a value of a wrong type. */
    Sample read(Fields fields);

    default boolean fits(Set<String> columns) {
        return columns.containsAll(keys());
    }
}
