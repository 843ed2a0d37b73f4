/**
 * Work that is asked for once and gives a report: audit, convert, evaluate, export, verify. Each is a request, a service and a report.
 */
package org.bytestill.engine.job;
