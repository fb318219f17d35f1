/**
 * Runs a scanner, or reads the report that one has left, and says what came of it: one of five outcomes, never a pass without
 * a whole report about the very commit. Tools are data: see {@code tools.yaml}.
 */
package io.jenkins.plugins.controlevidence.engine.scan;
