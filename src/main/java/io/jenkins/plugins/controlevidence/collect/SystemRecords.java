package io.jenkins.plugins.controlevidence.collect;

import io.jenkins.plugins.controlevidence.build.BuildInvocation;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.CollectionSettings;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.JenkinsLocationConfiguration;

/** Records what is about Jenkins and no build. */
final class SystemRecords {
    private static final String CAUSE = "collection of what Jenkins itself knows";

    private SystemRecords() {}

    /** What is to be collected; empty if nothing is. */
    static Optional<CollectionSettings> settings() {
        return Optional.ofNullable(ControlEvidenceConfiguration.get().getCollection());
    }

    /** What the records call this Jenkins: its address, or {@code jenkins} if none is set. */
    static String system() {
        String url = JenkinsLocationConfiguration.get().getUrl();
        return url == null ? "jenkins" : url;
    }

    /**
     * Records activities next to each other.
     *
     * @param activities possibly none
     * @param artefacts what is kept of them
     * @throws IOException if the store cannot be written
     */
    static void append(List<? extends Activity> activities, List<ArtefactReference> artefacts) throws IOException {
        List<Statement> statements = new ArrayList<>();
        for (Activity activity : activities) {
            statements.add(ActivityStatement.of(activity, BuildInvocation.ofController(CAUSE), artefacts));
        }
        if (!statements.isEmpty()) {
            ControllerEvidence.get().append(statements);
        }
    }
}
