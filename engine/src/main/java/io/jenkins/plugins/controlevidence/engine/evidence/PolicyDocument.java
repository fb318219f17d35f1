package io.jenkins.plugins.controlevidence.engine.evidence;

/** The text of the policy that a verdict went by, as it is kept beside the gate's record: the bytes of the policy file. */
public final class PolicyDocument {
    /** Name of the artefact. */
    public static final String NAME = "policy";

    /** Its media type (RFC 9512). */
    public static final String MEDIA_TYPE = "application/yaml";

    private PolicyDocument() {}
}
