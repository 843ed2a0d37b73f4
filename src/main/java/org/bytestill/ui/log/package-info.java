/** The program's log in the window: {@code LogFile} reads it, {@code LogDialog} shows it. */
package org.bytestill.ui.log;
