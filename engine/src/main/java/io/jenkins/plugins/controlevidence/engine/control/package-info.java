/** The catalogue: controls, their testable requirements, each with its population, what proves one item of it, and its cadence. Data, not code. */
package io.jenkins.plugins.controlevidence.engine.control;
