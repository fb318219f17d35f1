/**
 * A policy, and the verdict that it gives on what the scanners said, with every reason and what to do about it. Denies unless
 * proven: taking evidence away never turns a denial into a pass.
 */
package io.jenkins.plugins.controlevidence.engine.gate;
