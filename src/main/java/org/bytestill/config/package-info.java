/**
 * The configuration of a run: {@code run.yaml} as a tree of records. The records are at once its schema, its defaults, the allowed ranges,
 * the comments of the file and the help texts of the wizard and the command line.
 *
 * <p>Start at {@link org.bytestill.config.RunConfig}; {@link org.bytestill.config.RunConfigFile} reads, changes and writes it,
 * {@link org.bytestill.config.SettingInfo} describes one key.
 */
@NullMarked
package org.bytestill.config;

import org.jspecify.annotations.NullMarked;
