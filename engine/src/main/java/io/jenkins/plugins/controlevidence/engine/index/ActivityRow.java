package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;

/**
 * A record of what a person or a system did, with all that was said of it.
 *
 * @param record the record
 * @param activity what was done
 */
public record ActivityRow(RecordRow record, Activity activity) {}
