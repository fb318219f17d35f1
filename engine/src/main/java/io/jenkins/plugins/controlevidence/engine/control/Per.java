package io.jenkins.plugins.controlevidence.engine.control;

/** What each day or window of a population is counted for apart. */
public enum Per {
    /** Once for everything in scope. */
    SCOPE,
    /** Once for each repository in scope. */
    REPOSITORY,
    /** Once for each scanner that has left a record. */
    TOOL,
    /** Once for each system that the population names or that evidence of the kind has ever spoken of. */
    SYSTEM
}
