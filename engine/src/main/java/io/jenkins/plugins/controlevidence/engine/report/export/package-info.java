/** What leaves the house: the report in other forms, and the package that proves it. */
package io.jenkins.plugins.controlevidence.engine.report.export;
