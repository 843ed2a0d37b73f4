/**
 * Alerts of a run: what a person should be told while it trains, once, with a way out. {@link org.bytestill.run.alert.Alerts} watches the
 * metrics of a run; each {@link org.bytestill.run.alert.AlertRule} is one condition with its hysteresis.
 */
@NullMarked
package org.bytestill.run.alert;

import org.jspecify.annotations.NullMarked;
