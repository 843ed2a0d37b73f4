/**
 * From nothing to a run in six steps: purpose, models, text, method, safety, review.
 *
 * <p>Start at {@code NewRunWizard} (the window) and {@code WizardViewModel} (what is chosen, what is wrong, what it costs).
 * A step is an FXML form of {@code SettingRow}s, each bound to one key of {@code run.yaml}. Knows nothing of how a run works.
 */
package org.bytestill.ui.wizard;
