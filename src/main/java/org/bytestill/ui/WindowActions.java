package org.bytestill.ui;

/** What can be done from anywhere in the window: the menu, the keys and the screens call the same. */
public interface WindowActions {
    /** Opens the wizard; the started run is shown. */
    void newRun();

    /** Asks for a folder and opens the run in it. */
    void openRun();

    void runs();

    void preferences();

    /** Shows what the words of the window mean. */
    void glossary();

    /** Shows what the program has noted. */
    void log();

    void help();

    /** Closes the window; asks first if a run of this program is active. */
    void quit();
}
