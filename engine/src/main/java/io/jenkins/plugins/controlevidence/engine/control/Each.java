package io.jenkins.plugins.controlevidence.engine.control;

/** What the items of a population are. */
public enum Each {
    /** Every commit that reached a protected branch in the period, first-parent. */
    COMMIT,
    /** The whole history of each repository in scope, once. */
    HISTORY,
    /** Every day of the period, UTC. */
    DAY,
    /** Every window of the cadence, counted from the first day of the period. */
    WINDOW,
    /** Every finding at or above a severity that was open in the period. */
    FINDING,
    /** Every record of some kinds made in the period: deployments, configuration changes, inventories. */
    RECORD,
    /**
     * Every push to a protected branch, and every known way round the controls. The record of the run that saw the push is
     * the proof, and each known way round is an exception.
     */
    PUSH,
    /**
     * Every commit that reached a protected branch in the period, with everyone who wrote a part of what came with it: who
     * approves it must be none of them.
     */
    CHANGE,
    /** Every pull or merge request whose commit reached a protected branch in the period: judged by its last commit. */
    REQUEST,
    /** Every deployment made in the period, with the gates, scans and approvals of exactly its commit. */
    DEPLOYMENT,
    /** Every credential that an inventory of the period has named, and everyone who left. */
    CREDENTIAL,
    /** Every component that an inventory of the period has named as new or as not approved. */
    COMPONENT,
    /** Every scanner in use: that it still scans, and still would find something. */
    DETECTOR
}
