package org.bytestill.tasks.prompt;

import java.util.List;
import org.bytestill.text.python.PyDict;

/**
 * The documents of one split.
 *
 * @param fields    names of all fields, in the order in which they come first; a document without one has None there
 * @param documents the documents in the order of the files
 */
public record TaskDocuments(List<String> fields, List<PyDict> documents) {
    public TaskDocuments {
        fields = List.copyOf(fields);
        documents = List.copyOf(documents);
    }
}
