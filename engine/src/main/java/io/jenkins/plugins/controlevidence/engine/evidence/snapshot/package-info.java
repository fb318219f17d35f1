/**
 * Who may do what in another system, as that system's own export tells it: GitHub, GitLab, Okta, AWS IAM, Google Workspace. What
 * an export does not say stays unknown; it is never taken for a no.
 */
package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;
