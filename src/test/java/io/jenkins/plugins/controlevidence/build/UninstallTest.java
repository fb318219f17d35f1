package io.jenkins.plugins.controlevidence.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreVerifier;
import io.jenkins.plugins.controlevidence.engine.ledger.Trust;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Whoever takes the plugin out keeps their builds and their evidence, and has all of it again when it comes back. */
class UninstallTest {
    private static final String PLUGIN = "control-evidence";

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @Test
    void buildsLoadWithoutThePluginAndTheStoreIsVerifiedWithoutJenkins() throws Throwable {
        jenkins.then(UninstallTest::makeEvidence);
        Path plugins = jenkins.getHome().toPath().resolve("plugins");
        Path installed = pluginFile(plugins);
        Path aside = jenkins.getHome().toPath().resolve("aside");

        Files.move(installed, aside);
        jenkins.then(UninstallTest::loadWithoutPlugin);
        List<Check> checks = new StoreVerifier(
                        jenkins.getHome().toPath().resolve("control-evidence"), Trust.NONE, check -> {})
                .verify(Progress.NONE);
        assertThat(checks.stream().map(Check::status).distinct().toList(), is(List.of(Check.Status.VERIFIED)));

        Files.move(aside, installed);
        jenkins.then(UninstallTest::evidenceIsBack);
    }

    private static Path pluginFile(Path plugins) throws Exception {
        try (var files = Files.list(plugins)) {
            return files.filter(file -> file.getFileName().toString().matches(PLUGIN + "\\.(jpi|hpi|hpl|jpl)"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void makeEvidence(JenkinsRule j) throws Throwable {
        SampleRepository repository = SampleRepository.in(
                Files.createDirectories(j.jenkins.getRootDir().toPath().resolve("sample")));
        FreeStyleProject project = j.createFreeStyleProject("gated");
        project.getBuildersList().add(repository.checkout());
        EvidencePublisher publisher = new EvidencePublisher();
        publisher.setDirectory("checkout");
        project.getPublishersList().add(publisher);
        j.buildAndAssertSuccess(project);
    }

    private static void loadWithoutPlugin(JenkinsRule j) throws Throwable {
        assertThat(j.jenkins.getPlugin(PLUGIN), is(nullValue()));
        FreeStyleProject project = j.jenkins.getItemByFullName("gated", FreeStyleProject.class);
        FreeStyleBuild build = project.getBuildByNumber(1);
        assertThat(build.getResult(), is(Result.SUCCESS));
        j.createWebClient().getPage(build);
        j.createWebClient().getPage(project);
        j.buildAndAssertSuccess(project);
    }

    private static void evidenceIsBack(JenkinsRule j) throws Throwable {
        FreeStyleProject project = j.jenkins.getItemByFullName("gated", FreeStyleProject.class);
        EvidencedChange change = project.getBuildByNumber(1)
                .getAction(EvidenceAction.class)
                .getChanges()
                .get(0);
        assertThat(change.getGate().isPassed(), is(true));
        assertThat(new File(j.jenkins.getRootDir(), "control-evidence").isDirectory(), is(true));
        assertThat(
                ControllerEvidence.get()
                        .store()
                        .ledger()
                        .find(change.getGate().getRecordId())
                        .size(),
                is(1));
    }
}
