/**
 * What happened while nobody looked: {@code Bell} keeps it and decides what is worth it, {@code BellButton} draws it, {@code WorkButton} what
 * is still under way.
 */
package org.bytestill.ui.bell;
