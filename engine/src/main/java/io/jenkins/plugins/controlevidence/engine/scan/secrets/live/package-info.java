/** Asking a provider whether a credential is still accepted: only where it is asked for, kind by kind. */
package io.jenkins.plugins.controlevidence.engine.scan.secrets.live;
