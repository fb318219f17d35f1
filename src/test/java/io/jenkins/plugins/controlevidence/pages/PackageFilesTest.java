package io.jenkins.plugins.controlevidence.pages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.Trust;
import io.jenkins.plugins.controlevidence.engine.report.verify.PackageVerifier;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A package is made in the background, verified, offered for a while, and does not pile up. */
@WithJenkins
class PackageFilesTest {
    private JenkinsRule j;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        new RecordedMonths(ControllerEvidence.get().store(), "shop", "main", "shop", 1)
                .write(3, Duration.ofHours(24), Instant.now(), 2);
        ControllerEvidence.get().index().update(Progress.NONE);
    }

    private Path directory() {
        return j.jenkins.getRootDir().toPath().resolve("control-evidence-packages");
    }

    @Test
    void whoTrustsNobodyCanCheckWhatIsTakenAlong(@TempDir Path elsewhere) throws Exception {
        Files.createDirectories(directory());
        Path left = Files.writeString(directory().resolve("left-by-a-crash"), "x");
        WebClient wc = j.createWebClient();
        HtmlPage page = wc.goTo("control-evidence/package");
        for (int i = 0; i < 60 && !page.asNormalizedText().contains("and verified"); i++) {
            page = wc.goTo("control-evidence/package");
        }
        String key = ControllerEvidence.get().store().verifyingKey().keyId();
        assertThat(page.asNormalizedText(), containsString(key));
        assertThat(Files.exists(left), is(false));

        Page zip = page.getAnchorByText("Download").click();
        assertThat(zip.getWebResponse().getContentType(), is("application/zip"));
        assertThat(
                zip.getWebResponse().getResponseHeaderValue("Content-Disposition"),
                startsWith("attachment; filename=\"control-package-"));
        Path file = elsewhere.resolve("package.zip");
        try (InputStream in = zip.getWebResponse().getContentAsStream()) {
            Files.copy(in, file);
        }
        Trust trust = new Trust(ControllerEvidence.get().store().verifyingKey(), List.of(), Set.of(), List.of());
        List<Check> checks = new PackageVerifier(file, "another program", trust, check -> {}).verify(Progress.NONE);
        assertThat(checks.stream().map(Check::status).toList(), everyItem(is(Check.Status.VERIFIED)));
    }

    @Test
    void onlyTheLastPackagesAreKept() throws Exception {
        WebClient wc = j.createWebClient();
        for (String period : List.of("last-3-months", "last-6-months", "last-12-months", "last-quarter")) {
            Page zip = wc.goTo("control-evidence/package.zip?period=" + period, "application/zip");
            assertThat(zip.getWebResponse().getStatusCode(), is(200));
        }
        try (Stream<Path> kept = Files.list(directory())) {
            assertThat(kept.count(), lessThanOrEqualTo(2L));
        }
    }

    @Test
    void whatCannotBeMadeIsSaid() throws Exception {
        WebClient wc = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        for (String path : List.of("package?period=never", "package.zip?period=never", "package?control=none")) {
            assertThat(
                    path,
                    wc.goTo("control-evidence/" + path, null).getWebResponse().getStatusCode(),
                    is(400));
        }
    }
}
