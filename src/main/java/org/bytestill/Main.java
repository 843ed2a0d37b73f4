package org.bytestill;

/**
 * Starts the program: the window without arguments, the command line with some. Does not extend Application, so that
 * the class path suffices and a command never touches JavaFX.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Before any class of DJL is loaded: it would contact a server otherwise.
        System.setProperty("OPT_OUT_TRACKING", "true");
    }
}
