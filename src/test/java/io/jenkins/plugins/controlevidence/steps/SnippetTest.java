package io.jenkins.plugins.controlevidence.steps;

import io.jenkins.plugins.controlevidence.build.OnFailure;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The Snippet Generator writes what the forms say, and no more. */
@WithJenkins
class SnippetTest {
    @Test
    void roundTrip(JenkinsRule j) throws Exception {
        SnippetizerTester tester = new SnippetizerTester(j);

        EvidenceScanStep secrets = new EvidenceScanStep();
        secrets.setFamily("secrets");
        tester.assertRoundTrip(secrets, "evidenceScan family: 'secrets'");

        EvidenceScanStep report = new EvidenceScanStep();
        report.setTool("trivy");
        report.setFamily("sca");
        report.setReport("build/trivy.sarif");
        report.setFormat("sarif");
        report.setDirectory("app");
        report.setBranch("main");
        report.setId("image");
        tester.assertRoundTrip(
                report,
                "evidenceScan branch: 'main', directory: 'app', family: 'sca', format: 'sarif', id: 'image',"
                        + " report: 'build/trivy.sarif', tool: 'trivy'");

        tester.assertRoundTrip(new EvidenceGateStep(), "evidenceGate()");
        EvidenceGateStep gate = new EvidenceGateStep();
        gate.setOnFailure(OnFailure.UNSTABLE);
        gate.setPolicy("strict");
        gate.setBranch("main");
        tester.assertRoundTrip(gate, "evidenceGate branch: 'main', onFailure: 'UNSTABLE', policy: 'strict'");

        EvidenceApprovalStep approval = new EvidenceApprovalStep();
        approval.setComment("plan looked at");
        tester.assertRoundTrip(approval, "evidenceApproval comment: 'plan looked at'");

        EvidenceDeploymentStep deployment = new EvidenceDeploymentStep("production");
        deployment.setArtifacts("target/*.jar");
        deployment.setTicket("OPS-12");
        deployment.setException("outage");
        tester.assertRoundTrip(
                deployment,
                "evidenceDeployment artifacts: 'target/*.jar', environment: 'production', exception: 'outage',"
                        + " ticket: 'OPS-12'");

        EvidenceAttachStep attach = new EvidenceAttachStep("mfa-enrolment", "GitHub", "mfa.csv");
        tester.assertRoundTrip(attach, "evidenceAttach file: 'mfa.csv', kind: 'mfa-enrolment', system: 'GitHub'");

        tester.assertRoundTrip(new ControlEvidenceStep(), "controlEvidence {\n    // some block\n}");
    }

    @Test
    void documentation() throws Exception {
        SnippetizerTester.assertDocGeneration(EvidenceScanStep.class);
        SnippetizerTester.assertDocGeneration(EvidenceGateStep.class);
        SnippetizerTester.assertDocGeneration(ControlEvidenceStep.class);
        SnippetizerTester.assertDocGeneration(EvidenceApprovalStep.class);
        SnippetizerTester.assertDocGeneration(EvidenceDeploymentStep.class);
        SnippetizerTester.assertDocGeneration(EvidenceAttachStep.class);
    }
}
