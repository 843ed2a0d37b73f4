package org.bytestill.ui.inspector;

import java.nio.file.Path;

/**
 * A model that can be looked at.
 *
 * @param name   for people
 * @param folder a model's folder or a checkpoint's
 * @param update the update a checkpoint was taken after, or -1 for a model that is no checkpoint
 */
public record ModelChoice(String name, Path folder, int update) {}
