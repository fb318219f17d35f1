/**
 * Which change this is: the repository, its commits and ranges, who wrote them, and whether history was rewritten. Read
 * with JGit; nothing here scans, judges or stores.
 */
package io.jenkins.plugins.controlevidence.engine.source;
