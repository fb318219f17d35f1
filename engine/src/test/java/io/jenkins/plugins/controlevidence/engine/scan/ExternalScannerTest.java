package io.jenkins.plugins.controlevidence.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of a tool, in all the ways in which it can end. The tools here are shell scripts. */
@DisabledOnOs(OS.WINDOWS)
class ExternalScannerTest {
    private static final String CLEAN =
            "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"t\",\"version\":\"7.1\"}},\"results\":[]}]}";
    private static final String ONE =
            CLEAN.replace("[]", "[{\"ruleId\":\"r\",\"level\":\"error\",\"message\":{\"text\":\"m\"}}]");

    @TempDir
    Path work;

    private Path directory;

    @BeforeEach
    void repository() throws IOException {
        directory = Files.createDirectory(work.resolve("repository"));
        Files.writeString(directory.resolve("a.txt"), "text");
    }

    @Test
    @DisplayName("a clean report of a tool that ended well is a pass, with the tool's version and the report to keep")
    void clean() throws Exception {
        Scan scan = run(writing(CLEAN));

        assertEquals(Outcome.PASSED, scan.outcome(), scan.reason());
        assertNull(scan.reason());
        assertEquals("7.1", scan.tool().version());
        assertEquals(Requests.HEAD, scan.commit());
        assertNotNull(scan.report());
        assertTrue(Files.readString(scan.report().file()).contains("2.1.0"));
        assertFalse(scan.finished().isBefore(scan.started()));
    }

    @Test
    @DisplayName("a report with findings is a failure, whichever of the known exit codes comes with it")
    void findings() throws Exception {
        assertEquals(Outcome.FAILED, run(writing(ONE) + "exit 1").outcome());
        assertEquals(Outcome.FAILED, run(writing(ONE) + "exit 0").outcome());
    }

    @ParameterizedTest(name = "exit code {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | which means findings, but its report has none",
                "2 | ended with exit code 2, which means that it broke",
                "127 | ended with exit code 127"
            })
    @DisplayName("an exit code that contradicts the report, or that is not known, is an error")
    void exitCodes(int code, String expected) throws Exception {
        assertError(run(writing(CLEAN) + "exit " + code), expected);
    }

    @Test
    @DisplayName("death by a signal is an error that names the signal")
    void signal() throws Exception {
        assertError(run(writing(CLEAN) + "kill -9 $$"), "killed by signal 9; see whether memory ran out");
    }

    @Test
    @DisplayName("a tool that is not there is an error that says how to get it")
    void missing() throws Exception {
        Tool tool = tool("[no-such-program-here]", "install: \"fetch it\"");
        Scan scan = scan(tool, Map.of());

        assertError(scan, "not installed (there is no program no-such-program-here on the path)");
        assertTrue(scan.reason().contains("install it: fetch it"), scan.reason());
    }

    @Test
    @DisplayName("a tool whose time is over is stopped, with the children that it has left in the background")
    void timeout() throws Exception {
        Path child = work.resolve("child");
        Instant before = Instant.now();
        Scan scan = run("(sleep 300 & echo $! > " + child + "; sleep 300) & wait", "timeout: 1");

        assertError(scan, "had not ended after 1 seconds and was stopped");
        assertTrue(Duration.between(before, Instant.now()).toSeconds() < 30);
        assertGone(child);
    }

    @Test
    @DisplayName("an interrupt stops the tool and all it started, and is passed on")
    void interrupt() throws Exception {
        Path child = work.resolve("child");
        Tool tool = script("(sleep 300 & echo $! > " + child + "; sleep 300) & wait", "");
        ScanRequest request = Requests.of(directory, work.resolve("scratch"));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread runner = new Thread(() -> {
            try {
                scanner(tool, Map.of()).scan(request, (activity, done, total, unit) -> {
                    if (Files.exists(child)) {
                        Thread.currentThread().interrupt();
                    }
                });
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        runner.start();
        runner.join(30_000);

        assertTrue(thrown.get() instanceof InterruptedException);
        assertGone(child);
    }

    @Test
    @DisplayName("no report, though the tool says that it ended well, proves nothing")
    void noReport() throws Exception {
        assertNotProven(run("echo looking around; exit 0"), "left no report (it said: looking around)");
    }

    @Test
    @DisplayName("a report from before the run proves nothing")
    void stale() throws Exception {
        Path old = directory.resolve("old.sarif");
        Files.writeString(old, CLEAN);
        String report = "report: {format: sarif, file: old.sarif}";
        assertNotProven(run("true", report), "its report is from");

        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        assertNotProven(run("cp -p old.sarif copy; rm old.sarif; cp -p copy old.sarif", report), "before this run");
    }

    @Test
    @DisplayName("half a report is an error")
    void truncated() throws Exception {
        assertError(run(writing(CLEAN.substring(0, CLEAN.length() - 3))), "is cut off or not JSON");
        assertError(run(writing("")), "is empty");
        assertError(run(writing(CLEAN + CLEAN)), "goes on after its end");
    }

    @Test
    @DisplayName("a report about another commit proves nothing; one about the commit, also shortened, does")
    void otherCommit() throws Exception {
        String provenance =
                CLEAN.replace("\"results\"", "\"versionControlProvenance\":[{\"revisionId\":\"%s\"}],\"results\"");

        assertNotProven(run(writing(provenance.formatted("fedcba98"))), "its report is about commit fedcba98");
        assertEquals(
                Outcome.PASSED, run(writing(provenance.formatted("0123456789"))).outcome());
        assertNotProven(run(writing(provenance.formatted("0123"))), "is about commit 0123");
    }

    @Test
    @DisplayName("a tool that says itself that it failed is believed")
    void unsuccessful() throws Exception {
        String invocation = CLEAN.replace("\"results\"", "\"invocations\":[%s],\"results\"");

        assertError(
                run(writing(invocation.formatted("{\"executionSuccessful\":false}"))),
                "says that its run was not successful");
        assertError(
                run(
                        writing(
                                invocation.formatted(
                                        "{\"executionSuccessful\":true,\"toolExecutionNotifications\":[{\"level\":\"error\",\"message\":{\"text\":\"no memory\"}}]}"))),
                "reports an error: no memory");
    }

    @Test
    @DisplayName("files that are not exactly the commit's can prove nothing about it, neither good nor bad")
    void notExact() throws Exception {
        for (String report : List.of(CLEAN, ONE)) {
            ScanRequest request = Requests.of(directory, work.resolve("scratch"), Requests.HEAD, false, false);
            Scan scan = scanner(script(writing(report), ""), Map.of()).scan(request, Progress.NONE);
            assertNotProven(scan, "the files are not exactly those of the commit");
        }
    }

    @Test
    @DisplayName("a shallow clone proves nothing about history")
    void shallow() throws Exception {
        ScanRequest request = Requests.of(directory, work.resolve("scratch"), Requests.HEAD, true, true);
        Scan scan = scanner(script(writing(CLEAN), "covers: history"), Map.of()).scan(request, Progress.NONE);

        assertNotProven(scan, "the clone is shallow");
        assertEquals(Scan.HistoryCoverage.SHALLOW, scan.history());
    }

    @Test
    @DisplayName("without the files that it looks at a tool is skipped, and says so")
    void notApplicable() throws Exception {
        Scan scan = run(writing(CLEAN), "applies: [\"**/*.tf\"]");

        assertEquals(Outcome.SKIPPED, scan.outcome());
        assertTrue(scan.reason().contains("none of the files that it looks at (**/*.tf)"), scan.reason());

        Files.writeString(directory.resolve("main.tf"), "");
        assertEquals(
                Outcome.PASSED, run(writing(CLEAN), "applies: [\"**/*.tf\"]").outcome());
    }

    @Test
    @DisplayName("a parameter that nobody gives is asked for; one that is given is never read by a shell")
    void parameters() throws Exception {
        String target = "parameters: {target: {description: \"address of the application\"}}";
        Tool tool = tool(
                "[sh, " + file(writing(CLEAN) + "printf %s \"$2\" > " + work + "/seen")
                        + ", \"{report}\", \"{target}\"]",
                target);

        assertNotProven(scan(tool, Map.of()), "was not told target (address of the application)");
        String odd = "http://x/$(touch " + work + "/shell)`id`;{report}";
        assertEquals(Outcome.PASSED, scan(tool, Map.of("target", odd)).outcome());
        assertEquals(odd, Files.readString(work.resolve("seen")));
        assertFalse(Files.exists(work.resolve("shell")));
    }

    @Test
    @DisplayName("a tool sees of the environment only what it needs")
    void environment() throws Exception {
        Tool tool = script("env > " + work + "/env\n" + writing(CLEAN), "environment: [WANTED]\nsettings: {SET: here}");
        String token = new Tokens(1).github();
        new ExternalScanner(
                        tool,
                        new Redactor(text -> List.of()),
                        Map.of(),
                        new ToolEnvironment(Map.of("PATH", System.getenv("PATH"), "WANTED", "w", "TOKEN", token)))
                .scan(Requests.of(directory, work.resolve("scratch")), Progress.NONE);

        String seen = Files.readString(work.resolve("env"));
        assertTrue(seen.contains("WANTED=w") && seen.contains("SET=here"), seen);
        assertFalse(seen.contains(token), seen);
    }

    @Test
    @DisplayName("what a broken tool says is redacted, on one line and short")
    void lastWords() throws Exception {
        String token = new Tokens(2).github();
        Tool tool = script(
                "for i in 1 2 3 4 5 6 7 8 9; do seq 1 3000 >&2; done; echo leaked " + token + " >&2; exit 9", "");
        Scan scan = new ExternalScanner(
                        tool,
                        new Redactor(text -> List.of()).knowing(List.of(token)),
                        Map.of(),
                        new ToolEnvironment(System.getenv()))
                .scan(Requests.of(directory, work.resolve("scratch")), Progress.NONE);

        assertError(scan, "leaked [redacted]");
        assertFalse(scan.reason().contains(token) || scan.reason().contains("\n"), scan.reason());
        assertTrue(scan.reason().length() <= 2_000);
    }

    @Test
    @DisplayName("more findings than can be kept are an error, not a part of them")
    void tooMany() throws Exception {
        String result = "{\"ruleId\":\"r\",\"message\":{\"text\":\"m\"}},";
        Path big = Files.writeString(
                work.resolve("big"),
                CLEAN.replace("[]", "[" + result.repeat(100_001).replaceFirst(",$", "") + "]"));
        assertError(run("cp " + big + " \"$1\""), "more than 100000 findings");
    }

    private Scan run(String script, String... fields) throws Exception {
        return scan(script(script, String.join("\n", fields)), Map.of());
    }

    private Scan scan(Tool tool, Map<String, String> parameters) throws Exception {
        return scanner(tool, parameters).scan(Requests.of(directory, work.resolve("scratch")), Progress.NONE);
    }

    private static ExternalScanner scanner(Tool tool, Map<String, String> parameters) {
        return new ExternalScanner(
                tool, new Redactor(text -> List.of()), parameters, new ToolEnvironment(System.getenv()));
    }

    private String writing(String report) throws IOException {
        Path file = Files.writeString(Files.createTempFile(work, "report", ""), report);
        return "cp " + file + " \"$1\"\n";
    }

    private String file(String script) throws IOException {
        return Files.writeString(Files.createTempFile(work, "script", ".sh"), script)
                .toString();
    }

    private Tool script(String script, String fields) throws Exception {
        return tool("[sh, " + file(script) + ", \"{report}\"]", fields);
    }

    private Tool tool(String command, String fields) throws Exception {
        String report = fields.contains("report:") ? "" : "report: {format: sarif, file: \"{report}\"}\n";
        String entry =
                "family: sast\ncommand: " + command + "\n" + report + "exits: {clean: [0], findings: [1]}\n" + fields;
        Path overrides =
                Files.writeString(Files.createTempFile(work, "tools", ".yaml"), "scripted:\n" + entry.indent(2));
        return ToolCatalogue.load(overrides).tool("scripted").orElseThrow();
    }

    private static void assertGone(Path child) throws IOException {
        long pid = Long.parseLong(Files.readString(child).strip());
        ProcessHandle.of(pid)
                .ifPresent(process ->
                        process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }

    private static void assertError(Scan scan, String expected) {
        assertEquals(Outcome.ERROR, scan.outcome(), scan.reason());
        assertTrue(scan.reason().contains(expected), scan.reason());
    }

    private static void assertNotProven(Scan scan, String expected) {
        assertEquals(Outcome.NOT_PROVEN, scan.outcome(), scan.reason());
        assertTrue(scan.reason().contains(expected), scan.reason());
    }
}
