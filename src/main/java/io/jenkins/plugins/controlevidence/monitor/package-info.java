/** What administrators are told without asking: that evidence cannot be kept, and that a gate stopped a protected branch. */
package io.jenkins.plugins.controlevidence.monitor;
