package org.bytestill.tasks.file;

import java.util.List;
import java.util.Map;

/**
 * The data of a task.
 *
 * @param path  {@code dataset_path}: a file format, or a folder
 * @param files {@code data_files}: names or patterns by split
 * @param place line of {@code dataset_path}
 */
public record DataConfig(String path, Map<String, List<String>> files, Place place) {}
