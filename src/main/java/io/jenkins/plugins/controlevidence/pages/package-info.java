/** What people see: the evidence page with control reports, the evidence of a build, the gates of a job. Reads, never records. */
package io.jenkins.plugins.controlevidence.pages;
