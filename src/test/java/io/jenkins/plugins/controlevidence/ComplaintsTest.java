package io.jenkins.plugins.controlevidence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import hudson.model.Result;
import io.jenkins.plugins.controlevidence.build.EvidenceAction;
import io.jenkins.plugins.controlevidence.build.EvidencedChange;
import io.jenkins.plugins.controlevidence.build.SampleRepository;
import io.jenkins.plugins.controlevidence.build.ScanSummary;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.nodes.StepAtomNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What people complain of most in plugins that show results and gate builds. None of it may become true of this one. */
@WithJenkins
@DisabledOnOs(OS.WINDOWS)
class ComplaintsTest {
    /** A policy that lets old faults pass and new ones not. */
    private static final String NEW_FINDINGS_ONLY = """
            policy: new-only
            scans: [secrets]
            require: [secrets]
            thresholds: {all: {critical: 9, high: 9}, new: {critical: 0, high: 0}}
            """;

    private static JenkinsRule j;

    @TempDir
    private Path directory;

    private SampleRepository repository;
    private WorkflowJob job;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    /** Each complaint has a store and a repository of its own. */
    @BeforeEach
    void setUp() throws Exception {
        ControlEvidenceConfiguration.get()
                .setStoreDirectory(directory.resolve("store").toString());
        repository = SampleRepository.in(directory.resolve("app"));
        job = j.createProject(WorkflowJob.class);
    }

    private WorkflowRun build(Result expected, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(
                script.replace("CHECKOUT", "sh '''" + repository.checkoutScript() + "'''"), true));
        return j.buildAndAssertStatus(expected, job);
    }

    private void plantCredential() throws Exception {
        repository.commit("app.properties", "token = " + SampleRepository.credential() + "\n");
    }

    private static EvidencedChange change(WorkflowRun run) {
        return run.getAction(EvidenceAction.class).getChanges().get(0);
    }

    /** Steps of a build that are marked as failed or unstable, by name. */
    private static List<String> marked(WorkflowRun run) {
        return new DepthFirstScanner()
                .allNodes(run.getExecution()).stream()
                        .filter(node -> node instanceof StepAtomNode)
                        .filter(node -> isMarked(node))
                        .map(node -> ((StepAtomNode) node).getDescriptor().getFunctionName())
                        .toList();
    }

    private static boolean isMarked(FlowNode node) {
        return node.getPersistentAction(ErrorAction.class) != null
                || node.getPersistentAction(WarningAction.class) != null;
    }

    /** A report of a tool with as many findings as there are files. */
    private static String sarif(List<String> files) {
        return """
                {"version": "2.1.0", "runs": [{
                  "tool": {"driver": {"name": "Semgrep", "version": "1.2.3", "rules": [{"id": "r1"}]}},
                  "invocations": [{"executionSuccessful": true}],
                  "results": [%s]}]}""".formatted(files.stream().map("""
                {"ruleId": "r1", "level": "error", "message": {"text": "bad"}, "locations": [{"physicalLocation":
                {"artifactLocation": {"uri": "%s"}, "region": {"startLine": 1}}}]}"""::formatted).collect(Collectors.joining(",")));
    }

    @Test
    void one_theGateColoursTheBuildButThePipelineGoesOn() throws Exception {
        plantCredential();

        WorkflowRun run = build(Result.FAILURE, """
                node {
                  CHECKOUT
                  dir('checkout') { evidenceScan(tool: 'secrets') }
                }
                evidenceGate()
                echo 'went on'
                """);

        j.assertLogNotContains("went on", run);
        j.assertLogContains("The gate did not pass (FAILED)", run);
        j.assertLogNotContains(SampleRepository.credential(), run);
    }

    @Test
    void two_nobodySeesWhichStageFailed() throws Exception {
        plantCredential();
        String script = """
                pipeline {
                  agent any
                  stages {
                    stage('Scan') {
                      steps {
                        CHECKOUT
                        dir('checkout') { evidenceScan family: 'secrets' }
                      }
                    }
                    stage('Gate') { steps { evidenceGate onFailure: 'EFFECT' } }
                    stage('After') { steps { echo 'went on' } }
                  }
                }
                """;

        WorkflowRun unstable = build(Result.UNSTABLE, script.replace("EFFECT", "UNSTABLE"));
        assertThat(marked(unstable), contains("evidenceGate"));
        j.assertLogContains("went on", unstable);

        WorkflowRun failed = build(Result.FAILURE, script.replace("EFFECT", "FAILURE"));
        assertThat(marked(failed), contains("evidenceGate"));
    }

    /** Nor once another commit follows; and everybody sees what was compared with what. */
    @Test
    void three_whatWasNewIsOldWhenTheCommitIsBuiltAgain() throws Exception {
        String script = """
                node {
                  CHECKOUT
                  dir('checkout') { evidenceScan(family: 'secrets') }
                  evidenceGate()
                }
                """;
        String good = repository.commit(".control-evidence.yml", NEW_FINDINGS_ONLY);
        build(Result.SUCCESS, script);
        plantCredential();
        build(Result.FAILURE, script);

        WorkflowRun again = build(Result.FAILURE, script);

        assertThat(change(again).getScans().get(0).getNewFindings(), is(1));
        assertThat(change(again).getScans().get(0).getBaseline(), is(good));
        j.assertLogContains("compared with " + good, again);
        HtmlPage page = j.createWebClient().getPage(again);
        assertThat(page.asNormalizedText(), containsString("compared with " + good.substring(0, 10)));
        repository.commit("README.md", "# Another\n");
        build(Result.FAILURE, script);
    }

    @Test
    void four_verdictAndTrendVanishFromTheJobAfterBuildsWithoutAResult() throws Exception {
        String script = """
                node {
                  CHECKOUT
                  dir('checkout') { evidenceScan(family: 'secrets') }
                  evidenceGate()
                }
                """;
        build(Result.SUCCESS, script);
        plantCredential();
        build(Result.FAILURE, script);
        for (int i = 0; i < 12; i++) {
            build(Result.FAILURE, "error 'it did not compile'");
        }

        WebClient wc = j.createWebClient();
        HtmlPage page = wc.getPage(job);
        assertThat(page.asNormalizedText(), containsString("Latest gate: failed"));
        assertThat(page.querySelectorAll(".ce-strip li"), hasSize(2));
        assertThat(page.querySelectorAll("#tasks a[href$='/evidence']"), hasSize(1));
        assertThat(wc.goTo(job.getUrl() + "evidence/").querySelectorAll("svg.trend"), hasSize(1));
        job.getBuildByNumber(2).delete();
        assertThat(((HtmlPage) wc.getPage(job)).asNormalizedText(), containsString("Latest gate: passed"));
    }

    /** The figures of 2,000 builds and 100,000 records are in docs/benchmarks.md. */
    @Test
    void five_largeResultsMakeSlowPagesAndLargeBuilds() throws Exception {
        repository.commit(
                "many.sarif",
                sarif(IntStream.range(0, 3000)
                        .mapToObj(i -> "src/File" + i + ".java")
                        .toList()));

        WorkflowRun run = build(Result.SUCCESS, """
                node {
                  CHECKOUT
                  dir('checkout') { evidenceScan(tool: 'semgrep', report: 'many.sarif') }
                }
                """);

        assertThat(change(run).getScans().get(0).getTotal(), is(3000));
        String evidence = Files.readString(new File(run.getRootDir(), "build.xml").toPath());
        evidence = evidence.substring(evidence.indexOf("<io.jenkins.plugins.controlevidence"));
        evidence = evidence.substring(0, evidence.indexOf("</io.jenkins.plugins.controlevidence"));
        assertThat(evidence.length(), is(lessThan(5_000)));
        HtmlPage page = j.createWebClient().goTo(run.getUrl() + "evidence/");
        assertThat(page.querySelectorAll("#ce-findings tbody tr"), hasSize(200));
    }

    /** Neither in the build, nor in what is new in the next one. */
    @Test
    void six_severalScansOfOneBuildOverwriteEachOther() throws Exception {
        String script = """
                node {
                  CHECKOUT
                  dir('checkout') {
                    writeFile file: 'api.sarif', text: '''API'''
                    writeFile file: 'web.sarif', text: '''WEB'''
                    evidenceScan(tool: 'semgrep', report: 'api.sarif')
                    evidenceScan(tool: 'semgrep', report: 'web.sarif')
                  }
                }
                """.replace("API", sarif(List.of("api/A.java"))).replace("WEB", sarif(List.of("web/W.java")));

        List<ScanSummary> first = change(build(Result.SUCCESS, script)).getScans();
        assertThat(first.stream().map(ScanSummary::getId).toList(), contains("semgrep api.sarif", "semgrep web.sarif"));
        assertThat(first.stream().map(ScanSummary::getNewFindings).toList(), contains(1, 1));
        assertThat(first.stream().map(ScanSummary::getRecordId).distinct().toList(), hasSize(2));

        List<ScanSummary> second = change(build(Result.SUCCESS, script)).getScans();
        assertThat(second.stream().map(ScanSummary::getNewFindings).toList(), contains(0, 0));
        assertThat(second.stream().map(ScanSummary::getKnownFindings).toList(), contains(1, 1));
        assertThat(second.stream().map(ScanSummary::getFixedFindings).toList(), contains(0, 0));
    }

    /** Each is told from the other, and each says what to do. */
    @Test
    void seven_noReportOrABrokenToolLooksLikeAPassOrAFailedGate() throws Exception {
        WorkflowRun run = build(Result.FAILURE, """
                node {
                  CHECKOUT
                  dir('checkout') {
                    writeFile file: 'good.sarif', text: '''GOOD'''
                    writeFile file: 'cut.sarif', text: '{"version": "2.1.0", "runs": ['
                    evidenceScan(tool: 'semgrep', id: 'fresh', report: 'good.sarif')
                    sh 'touch -d 2020-01-01 good.sarif'
                    evidenceScan(tool: 'semgrep', id: 'stale', report: 'good.sarif')
                    evidenceScan(tool: 'semgrep', id: 'missing', report: 'none.sarif')
                    evidenceScan(tool: 'semgrep', id: 'cut off', report: 'cut.sarif')
                    evidenceGate()
                  }
                }
                """.replace("GOOD", sarif(List.of("A.java"))));

        List<ScanSummary> scans = change(run).getScans();
        assertThat(
                scans.stream().map(ScanSummary::getOutcome).toList(),
                contains(Outcome.FAILED, Outcome.NOT_PROVEN, Outcome.NOT_PROVEN, Outcome.ERROR));
        for (ScanSummary scan : scans.subList(1, 4)) {
            assertThat(scan.getReason(), matchesPattern(".+[.;] .+"));
        }
        assertThat(change(run).getGate().getOutcome(), is(Outcome.NOT_PROVEN));
        j.assertLogContains("The gate did not pass (NOT_PROVEN)", run);
    }

    /** Beside this: ResourcesTest (no inline script in any page), HostileInputTest, EvidenceTabTest (names, permissions). */
    @Test
    void eight_tablesCannotBeSortedAndScriptsClashWithOtherPlugins() throws Exception {
        repository.commit("<b onclick=x>.properties", "token = " + SampleRepository.credential() + "\n");
        WorkflowRun run =
                build(Result.SUCCESS, "node { CHECKOUT\n dir('checkout') { evidenceScan(family: 'secrets') } }");

        WebClient wc = j.createWebClient();
        HtmlPage without = wc.getPage(run, "console");
        Set<String> globals = globals(without);
        HtmlPage page = wc.getPage(run, "evidence");
        assertThat(page.querySelectorAll("table.jenkins-table.sortable#ce-findings"), hasSize(1));
        assertThat(page.querySelectorAll("#ce-findings b[onclick]"), hasSize(0));
        assertThat(page.asNormalizedText(), containsString("<b onclick=x>.properties"));
        Set<String> more = globals(page);
        more.removeAll(globals);
        assertThat(more.stream().filter(name -> !name.startsWith("___")).toList(), is(List.of()));
        assertThat(page.getWebResponse().getResponseHeaderValue("Content-Security-Policy"), is(notNullValue()));
    }

    private static Set<String> globals(HtmlPage page) {
        return new TreeSet<>(List.of(page.executeJavaScript("Object.keys(window).join(' ')")
                .getJavaScriptResult()
                .toString()
                .split(" ")));
    }
}
