/**
 * What a person may set once for all: {@code Preferences} is the file, {@code PreferencesModel} decides, {@code PreferencesDialog} and
 * {@code KeysPane} draw.
 */
package org.bytestill.ui.preferences;
