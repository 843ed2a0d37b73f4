/**
 * Jobs of the command line and the window: audit, convert, evaluate, export, verify. Each has a request, a service and a report.
 */
package org.bytestill.engine.job;
