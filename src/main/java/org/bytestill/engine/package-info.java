/**
 * Runs on their own executor; the only door for what is below. Knows neither JavaFX nor the command line.
 *
 * <p>Start at {@link org.bytestill.engine.Engine} and {@link org.bytestill.engine.run.Run}. One thread trains, another answers the
 * inspector ({@code InspectionDesk}) and gives way to runs: {@code DeskThread} in time, {@code ModelShelf} in
 * memory. Nothing here calls a user interface: numbers are appended to logs that others poll.
 */
package org.bytestill.engine;
