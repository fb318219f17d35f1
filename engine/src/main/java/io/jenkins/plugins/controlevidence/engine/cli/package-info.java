/** The command line: parses, calls the rooms in order, prints. Nothing is decided here. */
package io.jenkins.plugins.controlevidence.engine.cli;
