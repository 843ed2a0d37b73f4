package org.bytestill.ui.inspector.state;

import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * A panel of the inspector, wherever it stands.
 *
 * @param title      of its own panel
 * @param shortTitle where it is one of several in one place
 * @param tools      what stands at the right of its head, or null
 * @param content    fills the panel
 */
public record PanelPart(String title, String shortTitle, @Nullable Node tools, Region content) {}
