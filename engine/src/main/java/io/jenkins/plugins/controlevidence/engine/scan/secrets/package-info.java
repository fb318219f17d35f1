/** The scanner that we carry with us: credentials in every blob and message of a git history, found once each. */
package io.jenkins.plugins.controlevidence.engine.scan.secrets;
