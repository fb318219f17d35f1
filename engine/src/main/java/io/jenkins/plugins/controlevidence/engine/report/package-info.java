/** Requirement by population by evidence gives a control report; and its renderings. */
package io.jenkins.plugins.controlevidence.engine.report;
