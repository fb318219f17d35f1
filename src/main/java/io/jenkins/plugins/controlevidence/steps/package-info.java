/** The Pipeline steps: bind parameters, hand the work to the build's evidence, return what scripts need. */
package io.jenkins.plugins.controlevidence.steps;
