package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ComponentInventory.Approved;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ComponentInventory.Document;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ComponentInventory.Origin;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ComponentInventory.Totals;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.format.Inventory;
import io.jenkins.plugins.controlevidence.engine.scan.format.ReportFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ComponentInventoryTest {
    private static final Instant AT = Instant.parse("2026-07-01T10:00:00Z");

    @Test
    @DisplayName("all approved: passed")
    void approved() throws Exception {
        ComponentInventory inventory = compare(
                List.of(purl("pkg:npm/%40babel/core@7.0.0"), purl("pkg:pypi/jinja2@3.1?extension=whl#x")),
                List.of(purl("pkg:npm/%40babel/core@7.0.0?type=module"), purl("pkg:pypi/jinja2@3.1")));
        assertEquals(Outcome.PASSED, inventory.outcome());
        assertEquals(new Totals(0, 0, 0), inventory.totals());
        assertEquals(2, inventory.components());

        Statement statement = ActivityStatement.of(inventory, Examples.invocation(), List.of());
        assertEquals("https://in-toto.io/attestation/reference/v0.1", statement.predicateType());
        assertEquals(
                "application/vnd.cyclonedx+json",
                statement.predicate().at("/references/0/mediaType").asText());
        assertEquals(
                "d".repeat(64),
                statement.predicate().at("/references/0/digest/sha256").asText());
    }

    @Test
    @DisplayName("a version is approved by itself or by a component without a version")
    void versions() {
        ComponentInventory bumped =
                compare(List.of(purl("pkg:npm/%40babel/core@7.1.0")), List.of(purl("pkg:npm/%40babel/core@7.0.0")));
        assertEquals(Outcome.FAILED, bumped.outcome());
        assertEquals(List.of("pkg:npm/%40babel/core@7.1.0"), bumped.unapproved());
        assertEquals(List.of("pkg:npm/%40babel/core@7.0.0"), bumped.removed());

        ComponentInventory any =
                compare(List.of(purl("pkg:npm/%40babel/core@7.1.0")), List.of(purl("pkg:npm/%40babel/core")));
        assertEquals(Outcome.PASSED, any.outcome());
        assertEquals(List.of("pkg:npm/%40babel/core@7.1.0"), any.added());
        assertEquals(List.of(), any.removed());
    }

    @Test
    @DisplayName("without package URLs name and version count, also of npm's scopes")
    void names() {
        ComponentInventory inventory = compare(
                List.of(new Component(null, "@babel/core", "7.0.0"), new Component("pkg:npm/left", "left", "1")),
                List.of(new Component(null, "@babel/core", ""), new Component(null, "other", "2")));
        assertEquals(List.of("@babel/core@7.0.0", "pkg:npm/left@1"), inventory.added());
        assertEquals(List.of("pkg:npm/left@1"), inventory.unapproved());
        assertEquals(List.of("other@2"), inventory.removed());
    }

    @Test
    @DisplayName("nothing to compare with, or nothing to compare, proves nothing")
    void notProven() {
        assertEquals(
                Outcome.NOT_PROVEN, compare(List.of(purl("pkg:npm/a@1")), null).outcome());
        assertEquals(
                Outcome.NOT_PROVEN,
                compare(List.of(), List.of(purl("pkg:npm/a@1"))).outcome());
    }

    @Test
    @DisplayName("thousands of strangers fit into a record")
    void large() throws Exception {
        List<Component> many = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            many.add(purl("pkg:npm/stranger-" + i + "@1.0.0"));
        }
        ComponentInventory inventory = compare(many, List.of());
        assertEquals(new Totals(20_000, 0, 20_000), inventory.totals());
        assertTrue(inventory.unapproved().size() < 1_000);
        assertTrue(inventory.reason().startsWith("20000 of 20000"), inventory.reason());
        ActivityStatement.of(inventory, Examples.invocation(), List.of());
    }

    @Test
    @DisplayName("totals that the lists belie are refused")
    void totals() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ComponentInventory(
                        null,
                        null,
                        null,
                        "shop",
                        AT,
                        new Document("d".repeat(64), ComponentInventory.Format.SPDX),
                        null,
                        1,
                        List.of("a"),
                        List.of(),
                        List.of("a"),
                        new Totals(1, 0, 0)));
    }

    private static Component purl(String purl) {
        return new Component(purl, "x", "");
    }

    private static ComponentInventory compare(List<Component> components, @CheckForNull List<Component> approved) {
        Inventory inventory = new Inventory(ReportFormat.CYCLONEDX, components);
        return ComponentInventory.of(
                Origin.NONE,
                "shop",
                AT,
                Document.of("d".repeat(64), inventory),
                inventory,
                approved == null ? null : new Approved("e".repeat(64)),
                approved == null ? null : new Inventory(ReportFormat.SPDX, approved));
    }
}
