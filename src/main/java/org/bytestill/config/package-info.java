/**
 * The configuration of a run: {@code run.yaml} as a tree of records, which is schema, defaults, ranges, comments of the file and help
 * of the wizard and the command line at once.
 *
 * <p>Start at {@link org.bytestill.config.RunConfig}; {@link org.bytestill.config.RunConfigFile} reads, changes and writes it,
 * {@link org.bytestill.config.SettingInfo} describes one key.
 */
package org.bytestill.config;
