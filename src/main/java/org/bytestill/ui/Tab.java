package org.bytestill.ui;

/** The six ways to look at a run, in the order of the header; Ctrl+1 to Ctrl+6. */
public enum Tab {
    DASHBOARD, INSPECTOR, AUDIT, EXPORT, CONFIG, TRYIT
}
