/**
 * The user guide in the window: the pages of {@code resources/help}, which are Markdown, drawn. {@link org.bytestill.ui.help.Markdown} reads a
 * page, {@link org.bytestill.ui.help.HelpViewModel} knows which one is open, {@link org.bytestill.ui.help.HelpView} draws it.
 */
package org.bytestill.ui.help;
