package org.bytestill.engine.job;

import java.util.List;

/**
 * What was read of data files.
 *
 * @param shapes  shapes of the files, each named once
 * @param rows    all rows
 * @param skipped rows that hold nothing
 * @param refused conversations that give no document
 * @param notes   what a user should know; sentences
 */
public record DocumentsReport(List<String> shapes, long rows, long skipped, long refused, List<String> notes) {}
