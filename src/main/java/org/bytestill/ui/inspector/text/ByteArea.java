package org.bytestill.ui.inspector.text;

import javafx.scene.control.TextArea;
import org.bytestill.ui.inspector.state.ByteText;

/**
 * A text box that loses no byte of what is pasted: JavaFX drops carriage returns and other controls without a word, so they are written as
 * escapes.
 */
final class ByteArea extends TextArea {
    @Override
    public void replaceText(int start, int end, String text) {
        super.replaceText(start, end, ByteText.typable(text));
    }
}
