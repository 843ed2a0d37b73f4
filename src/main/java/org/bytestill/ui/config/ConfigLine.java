package org.bytestill.ui.config;

/**
 * One value of a run.
 *
 * @param path         its key with sections, such as {@code training.updates}
 * @param value        as {@code run.yaml} spells it
 * @param defaultValue what would hold without it
 * @param help         what it means
 */
public record ConfigLine(String path, String value, String defaultValue, String help) {
    public boolean isChanged() {
        return !value.equals(defaultValue);
    }
}
