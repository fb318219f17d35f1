/**
 * Evidence of a build: work on the agent, records on the controller, what the build remembers of both. Classes that run on an
 * agent hold plain values only and touch neither the store nor Jenkins.
 */
package io.jenkins.plugins.controlevidence.build;
