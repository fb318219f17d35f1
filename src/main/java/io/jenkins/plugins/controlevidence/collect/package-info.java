/** What Jenkins itself knows and a control asks about: its configuration, plugins, credentials, permissions, failed log-ins. */
package io.jenkins.plugins.controlevidence.collect;
