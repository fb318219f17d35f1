/** A ZIP file of one form only: what is in it decides every one of its bytes, so that nothing can be hidden in it. */
package io.jenkins.plugins.controlevidence.engine.report.zip;
