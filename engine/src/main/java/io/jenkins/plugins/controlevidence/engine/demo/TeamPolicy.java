package io.jenkins.plugins.controlevidence.engine.demo;

import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyException;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** The policy file of a repository, to which waivers are added. */
final class TeamPolicy {
    private static final String RULES = """
            policy: %s
            scans: [secrets, semgrep, trivy, checkov]
            require: [secrets, sast, sca, configuration]
            thresholds:
              new: {critical: 0, high: 0}
            dispositions: []
            """;

    private String text;
    private Policy policy;

    TeamPolicy(Project project) {
        change(RULES.formatted(project.name()));
    }

    /** Adds a waiver. */
    void waive(String fingerprint, Employee owner, String ticket, LocalDate until) {
        String waivers = text.contains("waivers:") ? "" : "waivers:\n";
        change(text + waivers + "  - {fingerprint: " + fingerprint + ", owner: " + owner.email()
                + ", reason: taken care of as the ticket says, ticket: " + ticket + ", until: " + until + "}\n");
    }

    private void change(String changed) {
        text = changed;
        try {
            policy = PolicyReader.parse(Policy.FILE_NAME, changed.getBytes(StandardCharsets.UTF_8));
        } catch (PolicyException e) {
            throw new IllegalStateException("the generated policy is none", e);
        }
    }

    /** The file as it is now. */
    String text() {
        return text;
    }

    /** What it says. */
    Policy policy() {
        return policy;
    }
}
