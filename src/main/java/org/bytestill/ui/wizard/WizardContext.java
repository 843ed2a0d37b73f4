package org.bytestill.ui.wizard;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Theme;
import org.bytestill.util.Texts;

/**
 * What every page of the wizard is given.
 *
 * @param model what is chosen
 * @param texts the wizard's words
 * @param theme colours of the drawings
 * @param files asks for files and folders
 * @param goTo  brings a field to the front, by its key
 * @param preview shows the text as the models read it
 * @param resume takes a run up again, by its folder
 */
record WizardContext(WizardViewModel model, Texts texts, Theme theme, FilePicker files, Consumer<String> goTo,
        Runnable preview, Consumer<Path> resume) {}
