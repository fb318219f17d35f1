package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that record what other systems say: {@code access-review}, {@code mfa}, {@code credentials}, {@code inventory}. */
class SystemCommandsTest {
    private static final String FIRST =
            "username,access_level,path\nann,Owner,acme\nbob,Developer,acme\nzoe,Developer,acme\n";
    private static final String SECOND =
            "username,access_level,path\nann,Owner,acme\nbob,Owner,acme\n=dan,Guest,acme\n";

    @TempDir
    Path work;

    private Path store;

    @BeforeEach
    void makeStore() throws Exception {
        store = work.resolve("store");
        Store.openOrCreate(store).close();
    }

    @Test
    @DisplayName("a review: a table is prepared, filled in, recorded; the next one is compared with it")
    void accessReview() throws Exception {
        Path members = file("members.csv", FIRST);
        Path decisions = work.resolve("decisions.csv");
        Ran prepared = review(members, "--prepare", decisions);
        assertEquals(0, prepared.exit(), prepared.toString());
        assertTrue(prepared.out().contains("3 new, 0 gone"), prepared.out());
        assertEquals(0, records().size(), "nothing is recorded by it");

        fill(decisions, "keep,needed,");
        Ran recorded = review(members, "--decisions", decisions);
        assertEquals(0, recorded.exit(), recorded.toString());
        assertTrue(recorded.out().contains("CC6.1-least-privilege"), recorded.out());

        Path later = file("later.csv", SECOND);
        Path next = work.resolve("next.csv");
        assertTrue(
                review(later, "--prepare", next).out().contains("1 new, 1 gone, 1 that may do something else since"));
        String table = Files.readString(next);
        assertTrue(table.contains("'=dan"), "a spreadsheet must not compute it: " + table);
        assertTrue(table.contains("Owner of acme; - Developer of acme"), table);

        fill(next, "remove,not asked for,no");
        Ran open = review(later, "--decisions", next);
        assertEquals(1, open.exit(), open.toString());
        assertTrue(open.out().contains("is not yet"), open.out());

        EvidenceRecord first = records().get(0);
        JsonNode second = predicate(1);
        assertEquals(first.id(), second.at("/previous/record").asText());
        assertEquals("zoe", second.at("/changes/removed/0").asText());
        assertEquals("=dan", second.at("/changes/added/0").asText());
        assertEquals(List.of("export", "snapshot"), artefacts(1));

        Ran again = review(later, "--previous", first.id().substring(0, 8), "--decisions", next);
        assertEquals(1, again.exit(), again.toString());
        assertEquals(first.id(), predicate(2).at("/previous/record").asText());
    }

    @Test
    @DisplayName("a table with a fault is refused with the row and what to do")
    void decisionsWithFaults() throws Exception {
        Path members = file("members.csv", FIRST);
        assertSays(
                members, "account,decision,why\nann,maybe,x\n", "row 2: the decision is none of keep, remove, reduce");
        assertSays(members, "account,decision,why\nann,,\nbob,keep,\n", "row 3: the decision has no reason");
        assertSays(members, "account,decision,why\n,keep,x\n", "row 2: the column account is empty");
        assertSays(members, "account,decision,why,done\nann,remove,x,perhaps\n", "the column done");
        assertSays(
                members, "account,decision,why\nann,keep,x\nANN,keep,x\n", "row 3: the account was decided on before");
        assertSays(members, "account,decision\nann,keep\n", "lacks one of the columns account, decision, why");
        assertSays(members, "account,decision,why\nnobody,keep,x\n", "nobody, which is no account of gitlab:acme");
        assertEquals(0, records().size());
    }

    @Test
    @DisplayName("a prepared table is not written over")
    void prepareTwice() throws Exception {
        Path members = file("members.csv", FIRST);
        Path table = file("decisions.csv", "filled in");
        Ran ran = review(members, "--prepare", table);
        assertEquals(2, ran.exit());
        assertTrue(ran.err().contains("it is there already"), ran.err());
        assertEquals("filled in", Files.readString(table));
    }

    @Test
    @DisplayName("an export that is not known is refused with what is, and what to do instead")
    void unknownExport() throws Exception {
        Ran ran = control("mfa", "okta", "--file", file("x.csv", "a,b\n1,2\n"), "--store", store);
        assertEquals(2, ran.exit());
        assertTrue(ran.err().contains("control-evidence attach"), ran.err());
        assertTrue(ran.err().contains("AWS IAM"), ran.err());
    }

    @Test
    @DisplayName("second factors: one is missing; an exception by somebody else mends it until it runs out")
    void mfa() throws Exception {
        Path report = export("aws-credential-report.csv");
        Ran missing = control("mfa", "aws:1", "--file", report, "--taken", "2026-07-01T08:00:00Z", "--store", store);
        assertEquals(1, missing.exit(), missing.toString());
        assertTrue(missing.out().contains("1 of 3 accounts have no second factor"), missing.out());
        assertEquals("bob", predicate(0).at("/missing/0").asText());
        assertEquals("2026-07-01T08:00:00Z", predicate(0).path("taken").asText());

        Path exceptions = file(
                "exceptions.csv", "account,why,until,approved by\nbob,lost device,2026-07-14,Ann <ann@example.org>\n");
        Ran excepted = control(
                "mfa",
                "aws:1",
                "--file",
                report,
                "--taken",
                "2026-07-01T08:00:00Z",
                "--exceptions",
                exceptions,
                "--store",
                store);
        assertEquals(0, excepted.exit(), excepted.toString());
        assertEquals(
                "2026-07-15T00:00:00Z", predicate(1).at("/exceptions/0/until").asText(), "until the end of that day");
        assertEquals(List.of("export", "snapshot"), artefacts(1));
    }

    @Test
    @DisplayName("second factors of GitHub: with the list of those who have none")
    void withoutMfa() throws Exception {
        Path members = export("github-members.json");
        Ran unknown = control("mfa", "github:acme", "--file", members, "--store", store);
        assertEquals(2, unknown.exit(), unknown.toString());
        Path none = file("none.json", "[{\"login\":\"bob\",\"node_id\":\"x\",\"type\":\"User\"}]");
        Ran known = control("mfa", "github:acme", "--file", members, "--without-mfa", none, "--store", store);
        assertEquals(1, known.exit(), known.toString());
        assertTrue(known.out().contains("1 of 2 accounts"), known.out());
    }

    @Test
    @DisplayName("keys of AWS: one is too old; who left within a day is no fault")
    void credentials() throws Exception {
        Path report = export("aws-credential-report.csv");
        Path leavers = file("leavers.csv", "account,left,revoked\nzoe,2026-06-30T16:00:00Z,2026-06-30T18:00:00Z\n");
        Object[] command = {
            "credentials",
            "aws:1",
            "--file",
            report,
            "--taken",
            "2026-07-01T08:00:00Z",
            "--leavers",
            leavers,
            "--store",
            store,
            "--rotation-days"
        };
        Ran old = control(with(command, "90"));
        assertEquals(1, old.exit(), old.toString());
        assertTrue(old.out().contains("1 of 3 credentials"), old.out());
        assertEquals(0, control(with(command, "3650")).exit());
        assertEquals(64, control(with(command, "0")).exit());

        Ran none = control(
                "credentials",
                "github",
                "--file",
                export("github-members.json"),
                "--rotation-days",
                "90",
                "--store",
                store);
        assertEquals(2, none.exit());
        assertTrue(none.err().contains("says nothing of keys"), none.err());
    }

    @Test
    @DisplayName("an inventory: not approved, approved, nothing to compare with, no inventory")
    void inventory() throws Exception {
        String component = "{\"type\":\"library\",\"name\":\"a\",\"version\":\"%s\",\"purl\":\"pkg:npm/a@%s\"}";
        Path bom = file(
                "bom.json", "{\"bomFormat\":\"CycloneDX\",\"components\":[" + component.formatted("2", "2") + "]}");
        Path approved = file(
                "approved.json",
                "{\"bomFormat\":\"CycloneDX\",\"components\":[" + component.formatted("1", "1") + "]}");
        Ran bad = control("inventory", "shop", "--file", bom, "--approved", approved, "--store", store);
        assertEquals(1, bad.exit(), bad.toString());
        assertEquals("pkg:npm/a@2", predicate(0).at("/unapproved/0").asText());
        assertEquals(List.of("inventory", "approved"), artefacts(0));
        assertEquals(
                records().get(0).artefacts().get(0).sha256(),
                predicate(0).at("/document/sha256").asText(),
                "what is kept is what was read");
        assertEquals(
                0,
                control("inventory", "shop", "--file", bom, "--approved", bom, "--store", store)
                        .exit());
        assertEquals(
                2, control("inventory", "shop", "--file", bom, "--store", store).exit());
        Ran none = control("inventory", "shop", "--file", file("x.json", "{}"), "--store", store);
        assertEquals(2, none.exit());
        assertTrue(none.err().contains("neither CycloneDX nor SPDX"), none.err());
    }

    @Test
    @DisplayName("a credential in an export is not kept")
    void secrets() throws Exception {
        String key = CommandLineFixture.privateKey();
        Path users =
                file("users.csv", "username,two_factor_enabled,note\nann,true,\"" + key + "\"\nbob,true,nothing\n");
        assertEquals(
                0, control("mfa", "gitlab", "--file", users, "--store", store).exit());
        try (Store opened = Store.openReadOnly(store)) {
            for (var artefact : records().get(0).artefacts()) {
                try (InputStream in = opened.artefacts().open(artefact)) {
                    String kept = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    assertTrue(kept.contains("bob"), kept);
                    assertFalse(kept.contains(key.lines().skip(3).findFirst().orElseThrow()), kept);
                }
            }
        }
    }

    @Test
    @DisplayName("an export from the future is no export; without a file nothing happens")
    void usage() throws Exception {
        Path members = file("members.csv", FIRST);
        assertEquals(
                64,
                control("mfa", "gitlab", "--file", members, "--taken", "2999-01-01T00:00:00Z", "--store", store)
                        .exit());
        assertEquals(64, control("mfa", "gitlab", "--store", store).exit());
        assertEquals(
                64,
                control("access-review", "gitlab", "--file", members, "--store", store)
                        .exit());
        for (String command : List.of("access-review", "mfa", "credentials", "inventory")) {
            Ran help = control(command, "--help");
            assertEquals(0, help.exit());
            assertTrue(help.out().contains("Example: control-evidence " + command), help.out());
            assertTrue(help.out().contains("Exit codes:"), help.out());
        }
    }

    private Ran review(Path export, Object... more) {
        List<Object> words =
                new ArrayList<>(List.of("access-review", "gitlab:acme", "--file", export, "--store", store));
        words.addAll(List.of("--by", "Bea Owner <bea@example.org>"));
        words.addAll(List.of(more));
        return control(words.toArray());
    }

    private void assertSays(Path members, String decisions, String saying) throws Exception {
        Ran ran = review(members, "--decisions", file("faulty.csv", decisions));
        assertEquals(2, ran.exit(), ran.toString());
        assertTrue(ran.err().contains(saying), ran.err());
    }

    private static Object[] with(Object[] words, Object last) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.add(last);
        return all.toArray();
    }

    /** Fills in the last three columns, which are empty. */
    private static void fill(Path table, String cells) throws Exception {
        List<String> lines = Files.readAllLines(table);
        List<String> filled = new ArrayList<>(lines.subList(0, 1));
        for (String line : lines.subList(1, lines.size())) {
            assertTrue(line.endsWith(",,,"), line);
            filled.add(line.substring(0, line.length() - 2) + cells);
        }
        Files.write(table, filled);
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(work.resolve(name), text);
    }

    private Path export(String name) throws Exception {
        String resource = "/io/jenkins/plugins/controlevidence/engine/evidence/snapshot/" + name;
        try (InputStream in = SystemCommandsTest.class.getResourceAsStream(resource)) {
            return Files.write(work.resolve(name), in.readAllBytes());
        }
    }

    private List<EvidenceRecord> records() throws Exception {
        try (Store opened = Store.openReadOnly(store)) {
            List<EvidenceRecord> records = new ArrayList<>();
            for (long leaf = 0; leaf < opened.ledger().size(); leaf++) {
                records.add(RecordReader.read(
                        opened.ledger().id(leaf), opened.ledger().entry(leaf)));
            }
            return records;
        }
    }

    private JsonNode predicate(int leaf) throws Exception {
        return records().get(leaf).statement().get("predicate");
    }

    private List<String> artefacts(int leaf) throws Exception {
        return records().get(leaf).artefacts().stream()
                .map(artefact -> artefact.name())
                .toList();
    }
}
