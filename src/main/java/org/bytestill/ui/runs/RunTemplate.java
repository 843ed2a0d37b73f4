package org.bytestill.ui.runs;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a new run starts from in the wizard: the configuration of another one.
 *
 * @param config   its {@code run.yaml}
 * @param replaced values of settings that are not taken from it, by key
 */
public record RunTemplate(Path config, Map<String, String> replaced) {}
