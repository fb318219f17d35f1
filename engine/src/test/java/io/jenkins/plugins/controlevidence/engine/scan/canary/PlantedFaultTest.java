package io.jenkins.plugins.controlevidence.engine.scan.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.ToolCatalogue;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantedFaultTest {
    private static final Instant AT = Instant.parse("2026-07-01T05:00:00Z");

    @TempDir
    Path work;

    @Test
    @DisplayName("found is what is found in the planted file")
    void byFile() {
        PlantedFault shell = PlantedFault.byId("sast-python-shell").orElseThrow();
        assertTrue(shell.isFoundBy(scan(finding("B602", "/x/src/main/python/report.py", null))));
        assertFalse(shell.isFoundBy(scan(finding("B602", "src/main/python/other.py", null))));
        assertFalse(shell.isFoundBy(scan(finding("B602", null, null))));
    }

    @Test
    @DisplayName("found is what is found of the planted component, or at the planted page of the planted sort")
    void byMark() {
        PlantedFault lodash = PlantedFault.byId("sca-npm").orElseThrow();
        assertTrue(lodash.isFoundBy(scan(finding("CVE-1", "package-lock.json", "pkg:npm/lodash@4.17.4"))));
        assertFalse(lodash.isFoundBy(scan(finding("CVE-1", "package-lock.json", "pkg:npm/other@1"))));

        PlantedFault script = PlantedFault.byId("dast-reflected-script").orElseThrow();
        assertTrue(script.isFoundBy(scan(finding("Cross Site Scripting (Reflected)", "search", null))));
        assertFalse(script.isFoundBy(scan(finding("Cross Site Scripting (Reflected)", "other", null))));
        assertFalse(script.isFoundBy(scan(finding("Missing header", "search", null))));
    }

    @Test
    @DisplayName("an inventory finds a component without calling it a fault")
    void byComponent() {
        PlantedFault lodash = PlantedFault.byId("inventory-npm").orElseThrow();
        assertTrue(lodash.isFoundBy(inventory(new Component("pkg:npm/lodash@4.17.4", "lodash", "4.17.4"))));
        assertFalse(lodash.isFoundBy(inventory(new Component(null, "left", "1"))));
    }

    @Test
    @DisplayName("each fault has a tool that must find it, and each id is there once")
    void used() throws Exception {
        Set<String> used = new HashSet<>();
        for (Tool tool : ToolCatalogue.load(null).tools()) {
            used.addAll(tool.canary());
        }
        assertEquals(
                used,
                new HashSet<>(PlantedFault.all().stream().map(PlantedFault::id).toList()));
        assertEquals(used.size(), PlantedFault.all().size());
    }

    @Test
    @DisplayName("every file of a fault is planted, committed, with credentials that are made anew")
    void planted() throws Exception {
        CanaryFiles one = CanaryFiles.plant(work.resolve("one"));
        CanaryFiles other = CanaryFiles.plant(work.resolve("other"));
        for (PlantedFault fault : PlantedFault.all()) {
            if (fault.file() != null && !fault.id().startsWith("dast")) {
                assertTrue(Files.isRegularFile(one.directory().resolve(fault.file())), fault.id());
            }
        }
        for (String secret : List.of(CanaryFiles.KEY, CanaryFiles.TOKEN)) {
            assertNotEquals(
                    Files.readString(one.directory().resolve(secret)),
                    Files.readString(other.directory().resolve(secret)));
        }
        assertTrue(Files.isRegularFile(one.classes().resolve("canary/Query.class")));
        assertTrue(Files.isDirectory(one.directory().resolve(".git")));
    }

    private static Scan inventory(Component component) {
        return new Scan(
                Family.INVENTORY,
                new ToolIdentity("syft", null, null, null),
                "a".repeat(40),
                AT,
                AT,
                Outcome.PASSED,
                null,
                List.of(),
                List.of(component),
                Map.of(),
                Scan.HistoryCoverage.COMMIT,
                List.of(),
                null);
    }

    private static Scan scan(Finding finding) {
        return new Scan(
                Family.SAST,
                new ToolIdentity("tool", null, null, null),
                "a".repeat(40),
                AT,
                AT,
                Outcome.FAILED,
                null,
                List.of(finding),
                List.of(),
                Map.of(),
                Scan.HistoryCoverage.COMMIT,
                List.of(),
                null);
    }

    private static Finding finding(String rule, @CheckForNull String path, @CheckForNull String component) {
        return new Finding(
                Family.SAST,
                "tool",
                rule,
                "a title",
                Severity.HIGH,
                null,
                "",
                path == null ? List.of() : List.of(new Location(path, 1)),
                1,
                "f".repeat(64),
                List.of(),
                null,
                component,
                null,
                null,
                null);
    }
}
