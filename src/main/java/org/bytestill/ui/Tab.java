package org.bytestill.ui;

/** The ways to look at a run, in the order of the header; Ctrl+1 to Ctrl+7. */
public enum Tab {
    DASHBOARD, INSPECTOR, AUDIT, EXPORT, CONFIG, TRYIT, TASKS
}
