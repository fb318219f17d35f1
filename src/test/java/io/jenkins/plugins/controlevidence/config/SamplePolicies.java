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

    /** Takes back every setting, for tests that share a Jenkins. */
    static ControlEvidenceConfiguration reset() {
        ControlEvidenceConfiguration settings = ControlEvidenceConfiguration.get();
        settings.setStoreDirectory(null);
        settings.setReviewPeriod(ReviewPeriod.LAST_3_MONTHS);
        settings.setPolicies(null);
        settings.setPolicyRule(null);
        settings.setControlCatalogue(null);
        settings.setToolCatalogue(null);
        settings.setCheckpointDestinations(null);
        settings.setKeepArtefactsDays(null);
        return settings;
    }
}
