/** What people wrote down so that a credential is not reported: our own forms and those of other scanners. */
package io.jenkins.plugins.controlevidence.engine.scan.secrets.suppress;
