/**
 * Reads the reports that scanners leave, one reader a format, in one pass and in bounded memory, and copies them without their
 * credentials. Knows nothing of processes, commits or outcomes: what a report means is for {@code scan} to say.
 */
package io.jenkins.plugins.controlevidence.engine.scan.format;
