/** Two jobs on a small repository with planted faults, for who tries the plugin by {@code mvn hpi:run}. */
package io.jenkins.plugins.controlevidence.demo;
