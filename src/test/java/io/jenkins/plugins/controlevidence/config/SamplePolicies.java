package io.jenkins.plugins.controlevidence.config;

import java.util.List;

/** Policies for tests. */
final class SamplePolicies {
    private SamplePolicies() {}

    static NamedPolicy named(String id) {
        return new NamedPolicy(id, "policy: " + id + "\n");
    }

    /** Defines {@code strict} and {@code lax}. */
    static ControlEvidenceConfiguration define() {
        ControlEvidenceConfiguration settings = ControlEvidenceConfiguration.get();
        settings.setPolicies(List.of(named("strict"), named("lax")));
        return settings;
    }
}
