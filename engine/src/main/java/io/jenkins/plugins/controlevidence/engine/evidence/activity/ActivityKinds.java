package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import java.util.List;
import java.util.Optional;

/**
 * The kinds of activity that there are. A new one is a Java record, a JSON schema ({@code evidence/schema/<kind>.json}), an
 * example ({@code evidence/example/<kind>.json}) and a line here.
 */
public final class ActivityKinds {
    private static final List<ActivityKind> ALL = List.of(
            new ActivityKind(Approval.KIND, "a person's decision on a change", Approval.class),
            new ActivityKind(Deployment.KIND, "something was put into an environment", Deployment.class),
            new ActivityKind(Bypass.KIND, "a way round the controls was taken", Bypass.class),
            new ActivityKind(Disposition.KIND, "what a person decided on a finding", Disposition.class),
            new ActivityKind(Review.KIND, "a person looked at what the machines put out", Review.class),
            new ActivityKind(Attachment.KIND, "a file that a person vouches for", Attachment.class),
            new ActivityKind(Retraction.KIND, "a record was wrong", Retraction.class),
            new ActivityKind(AccessReview.KIND, "a person went through who has access to a system", AccessReview.class),
            new ActivityKind(MfaEnrolment.KIND, "which accounts of a system have a second factor", MfaEnrolment.class),
            new ActivityKind(
                    CredentialInventory.KIND,
                    "which credentials there are, how old they are, and who left",
                    CredentialInventory.class),
            new ActivityKind(
                    KeyManagement.KIND,
                    "whether data at rest is encrypted, and who keeps the keys",
                    KeyManagement.class),
            new ActivityKind(
                    ConfigurationChange.KIND,
                    "a system's configuration or a protected file was changed",
                    ConfigurationChange.class),
            new ActivityKind(
                    EnvironmentChange.KIND, "something that software runs on was changed", EnvironmentChange.class),
            new ActivityKind(
                    ComponentInventory.KIND,
                    "what something is made of, compared with what was approved",
                    ComponentInventory.class),
            new ActivityKind(
                    SecurityEvents.KIND, "signs of misuse that a system noticed, summarised", SecurityEvents.class),
            new ActivityKind(DetectorCheck.KIND, "a scanner was given files with planted faults", DetectorCheck.class),
            new ActivityKind(Census.KIND, "which commits a branch holds, read from the repository", Census.class, true),
            new ActivityKind(
                    FrozenReport.KIND, "a control report as it stood at a checkpoint", FrozenReport.class, true),
            new ActivityKind(DrawnSample.KIND, "items drawn from a population", DrawnSample.class, true),
            new ActivityKind(
                    ArtefactRemoval.KIND,
                    "artefacts were removed, having been kept long enough",
                    ArtefactRemoval.class,
                    true));

    private ActivityKinds() {}

    /**
     * All kinds.
     *
     * @return in the order in which they are shown
     */
    public static List<ActivityKind> all() {
        return ALL;
    }

    /**
     * The kind of that id.
     *
     * @param id such as {@code approval}
     * @return empty if there is none
     */
    public static Optional<ActivityKind> of(String id) {
        return ALL.stream().filter(kind -> kind.id().equals(id)).findFirst();
    }
}
