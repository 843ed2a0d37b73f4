package org.bytestill.ui;

/** The five ways to look at a run, in the order of the header; Ctrl+1 to Ctrl+5. */
public enum Tab {
    DASHBOARD, INSPECTOR, AUDIT, EXPORT, CONFIG
}
