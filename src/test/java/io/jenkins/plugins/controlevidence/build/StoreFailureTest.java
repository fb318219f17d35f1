package io.jenkins.plugins.controlevidence.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreVerifier;
import io.jenkins.plugins.controlevidence.engine.ledger.Trust;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A store that cannot be written, as on a full disk, fails the build honestly; one whose Jenkins is gone can still be verified. */
@DisabledOnOs(OS.WINDOWS)
class StoreFailureTest {
    @RegisterExtension
    private final JenkinsSessionExtension jenkins = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    /** The artefacts are written before the records, so that each stands for a moment of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"artefacts", "ledger"})
    void buildEndsWithAnErrorAndTheStoreOutlivesJenkins(String full) throws Throwable {
        SampleRepository repository = SampleRepository.in(directory.resolve("app"));
        Path[] store = new Path[1];
        jenkins.then(j -> {
            FreeStyleProject project = j.createFreeStyleProject();
            project.getBuildersList().add(repository.checkout());
            EvidencePublisher publisher = new EvidencePublisher();
            publisher.setDirectory("checkout");
            project.getPublishersList().add(publisher);
            j.buildAndAssertSuccess(project);
            store[0] = ControllerEvidence.get().store().directory();

            // A file stands where the next artefacts or records would go: writing fails as it does on a full disk.
            Path place = store[0].resolve(full);
            Path aside = store[0].resolveSibling("aside");
            Files.move(place, aside);
            Files.writeString(place, "");
            repository.commit("src/App.java", "class App {}\n");
            FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, project);
            Files.delete(place);
            Files.move(aside, place);

            EvidenceAction evidence = build.getAction(EvidenceAction.class);
            assertThat(evidence.getOutcome(), is(Outcome.ERROR));
            assertThat(evidence.getProblems().get(0), containsString("There is no evidence (ERROR)"));
            j.buildAndAssertSuccess(project);
        });

        List<Check> checks = new StoreVerifier(store[0], Trust.NONE, check -> {}).verify(Progress.NONE);
        assertThat(checks.stream().map(Check::status).distinct().toList(), is(List.of(Check.Status.VERIFIED)));
    }
}
