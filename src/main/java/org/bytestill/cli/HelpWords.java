package org.bytestill.cli;

import java.util.ListResourceBundle;
import org.bytestill.corpus.TextFormats;

/** Words of the help that follow from what is registered; a description has them as <code>${bundle:KEY}</code>. */
final class HelpWords extends ListResourceBundle {
    @Override
    protected Object[][] getContents() {
        return new Object[][] {{"text.formats", TextFormats.inWords() + "; others are read as plain text"}};
    }
}
