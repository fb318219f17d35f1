/** Removes artefacts that have been kept as long as the settings say. */
package io.jenkins.plugins.controlevidence.retention;
