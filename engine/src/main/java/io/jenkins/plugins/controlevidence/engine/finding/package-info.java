/**
 * A finding: what a scanner says is wrong with a commit, on one scale of severity, with a fingerprint that survives line
 * moves; what is new against the baseline; and the redaction without which nothing of a report is kept.
 */
package io.jenkins.plugins.controlevidence.engine.finding;
