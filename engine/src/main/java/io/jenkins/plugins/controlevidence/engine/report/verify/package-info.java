/** Checks a package on a machine that never saw the store. */
package io.jenkins.plugins.controlevidence.engine.report.verify;
