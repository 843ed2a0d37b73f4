package org.bytestill.ui;

/** The four ways to look at a run, in the order of the header; Ctrl+1 to Ctrl+4. */
public enum Tab { DASHBOARD, INSPECTOR, EXPORT, CONFIG }
