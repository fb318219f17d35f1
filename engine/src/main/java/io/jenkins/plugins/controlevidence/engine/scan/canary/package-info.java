/** Files with planted faults, by which it is seen whether the scanners find what they should. */
package io.jenkins.plugins.controlevidence.engine.scan.canary;
