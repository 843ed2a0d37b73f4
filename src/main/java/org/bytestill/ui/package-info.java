/**
 * The window: one package a screen, {@code XView} draws and {@code XViewModel} decides, the latter without controls.
 *
 * <p>Start at {@code BytestillApp} and {@code MainWindow}. Everything shown comes from the engine's records and logs, which are polled; nothing is
 * computed here, no tensor, script or command is known.
 */
package org.bytestill.ui;
