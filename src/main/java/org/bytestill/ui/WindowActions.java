package org.bytestill.ui;

/** What can be done from anywhere in the window: the menu, the keys and the screens call the same. */
public interface WindowActions {
    /** Opens the wizard; the started run is shown. */
    void newRun();

    /** Asks for a folder and opens the run in it. */
    void openRun();

    void runs();

    void preferences();

    void help();

    /** Closes the window; asks first if a run of this program is active. */
    void quit();
}
