/**
 * The Tasks tab: checkpoints of a run answer tasks of lm-evaluation-harness, beside another model and the teacher.
 *
 * <p>Start at {@link org.bytestill.ui.tasks.TasksView}; {@code TasksViewModel} asks the engine and knows no controls: {@code AskModel} is what
 * is asked, {@code ResultsModel} what is shown of the results, {@code DocumentsModel} of their documents. Computes nothing.
 */
package org.bytestill.ui.tasks;
