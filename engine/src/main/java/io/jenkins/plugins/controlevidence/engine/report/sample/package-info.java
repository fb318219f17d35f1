/** Items drawn from the populations of a report so that anyone can draw them again, and a page of evidence for each. */
package io.jenkins.plugins.controlevidence.engine.report.sample;
