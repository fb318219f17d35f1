package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessSnapshotReaderTest {
    @TempDir
    Path work;

    static Stream<String> exports() {
        return Exports.FORMATS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("exports")
    @DisplayName("each export is taken for what it is")
    void recognised(String name) throws Exception {
        AccessSnapshot snapshot = Exports.read(work, name);
        assertEquals(Exports.FORMATS.get(name), snapshot.source());
        assertEquals("a system", snapshot.system());
        assertEquals(Exports.TAKEN, snapshot.taken());
        assertTrue(AccessSnapshotReader.formats().containsKey(snapshot.source()));
    }

    @Test
    @DisplayName("every format that is offered has an export that it reads")
    void allFormats() {
        assertEquals(AccessSnapshotReader.formats().keySet(), new HashSet<>(Exports.FORMATS.values()));
    }

    @Test
    @DisplayName("AWS credential report: second factors, ages of keys, the root account, users that are programs")
    void awsCredentialReport() throws Exception {
        AccessSnapshot snapshot = Exports.read(work, "aws-credential-report.csv");
        Account root = snapshot.accounts().get(0);
        assertEquals("<root_account>", root.id());
        assertEquals(Answer.YES, root.privileged());
        assertEquals(Answer.YES, root.mfa());
        assertEquals(Answer.YES, root.active());
        assertEquals(List.of(), root.keys());

        Account bob = account(snapshot, "bob");
        assertEquals(Answer.NO, bob.mfa());
        assertEquals(AccountType.PERSON, bob.type());
        assertEquals(Answer.UNKNOWN, bob.privileged());
        assertEquals(
                List.of(new AccessKey("access_key_1", null, Instant.parse("2026-06-01T00:00:00Z"), Answer.YES)),
                bob.keys());

        Account deploy = account(snapshot, "deploy");
        assertEquals(AccountType.SERVICE, deploy.type());
        assertFalse(deploy.logsIn());
        assertEquals(2, deploy.keys().size());
        assertEquals(Instant.parse("2026-06-30T15:41:00Z"), deploy.lastUsed());
    }

    @Test
    @DisplayName("AWS authorization details: groups, policies, nothing of second factors")
    void awsDetails() throws Exception {
        AccessSnapshot snapshot = Exports.read(work, "aws-authorization-details.json");
        Account ann = account(snapshot, "ann");
        assertEquals(List.of("group Admins", "policy AdministratorAccess"), ann.roles());
        assertEquals(Answer.YES, ann.privileged());
        Account bob = account(snapshot, "bob");
        assertEquals(List.of("group Developers", "policy logs"), bob.roles());
        assertEquals(Answer.UNKNOWN, bob.privileged(), "a policy of one's own may allow anything");
        assertEquals(Answer.UNKNOWN, bob.mfa());
    }

    @Test
    @DisplayName("GitHub: the REST API's list says neither roles nor second factors")
    void githubMembers() throws Exception {
        AccessSnapshot snapshot = Exports.read(work, "github-members.json");
        assertEquals(Answer.UNKNOWN, account(snapshot, "ann").mfa());
        assertEquals(Answer.UNKNOWN, account(snapshot, "ann").privileged());
        assertEquals(AccountType.BOT, account(snapshot, "acme-ci[bot]").type());
    }

    @Test
    @DisplayName("GitHub: with the list of those without a second factor, the others have one")
    void githubTwoFactorDisabled() throws Exception {
        AccessSnapshot members = Exports.read(work, "github-members.json");
        AccessSnapshot disabled = Exports.readText(work, "[{\"login\":\"Bob\",\"node_id\":\"x\",\"type\":\"User\"}]");
        AccessSnapshot both = members.withoutMfa(disabled);
        assertEquals(Answer.YES, account(both, "ann").mfa());
        assertEquals(Answer.NO, account(both, "bob").mfa());

        AccessSnapshot foreign = Exports.readText(work, "[{\"login\":\"zoe\",\"node_id\":\"x\"}]");
        EvidenceException e = assertThrows(EvidenceException.class, () -> members.withoutMfa(foreign));
        assertTrue(e.getMessage().contains("zoe"), e.getMessage());
    }

    @Test
    @DisplayName("GitHub: a list of exactly one page proves nothing of those who are not in it")
    void onePageOfTwoFactorDisabled() throws Exception {
        StringBuilder everybody = new StringBuilder();
        StringBuilder page = new StringBuilder();
        for (int i = 0; i < 101; i++) {
            String member = (i == 0 ? "" : ",") + "{\"login\":\"m" + i + "\",\"node_id\":\"x\"}";
            everybody.append(member);
            page.append(i < 100 ? member : "");
        }
        AccessSnapshot all = Exports.readText(work, "[" + everybody + "]");
        AccessSnapshot both = all.withoutMfa(Exports.readText(work, "[" + page + "]"));
        assertEquals(Answer.NO, account(both, "m99").mfa());
        assertEquals(Answer.UNKNOWN, account(both, "m100").mfa());
    }

    @Test
    @DisplayName("GitHub: GraphQL says both, and null is not no")
    void githubGraphql() throws Exception {
        AccessSnapshot snapshot = Exports.read(work, "github-graphql-members.json");
        assertEquals(Answer.YES, account(snapshot, "ann").mfa());
        assertEquals(Answer.YES, account(snapshot, "ann").privileged());
        assertEquals(Answer.NO, account(snapshot, "bob").mfa());
        assertEquals(Answer.NO, account(snapshot, "bob").privileged());
        assertEquals("bob", account(snapshot, "bob").name());
        assertEquals(Answer.UNKNOWN, account(snapshot, "cleo").mfa());
    }

    @Test
    @DisplayName("GitHub: the CSV of an enterprise, an empty cell is not no")
    void githubEnterprise() throws Exception {
        AccessSnapshot snapshot = Exports.read(work, "github-enterprise-people.csv");
        assertEquals(
                List.of("Owner", "acme-labs:Member", "acme:Owner"),
                account(snapshot, "ann").roles());
        assertEquals(Answer.YES, account(snapshot, "ann").privileged());
        assertEquals("ann@example.org", account(snapshot, "ann").email());
        assertEquals(Answer.NO, account(snapshot, "bob").privileged());
        assertEquals(Answer.NO, account(snapshot, "bob").mfa());
        assertEquals(Answer.UNKNOWN, account(snapshot, "cleo").mfa());
    }

    @Test
    @DisplayName("GitHub Enterprise Server: users with suspensions and last activity")
    void githubServer() throws Exception {
        AccessSnapshot snapshot = Exports.read(work, "github-server-users.csv");
        assertEquals(Answer.YES, account(snapshot, "ann").privileged());
        assertEquals(
                Instant.parse("2026-06-20T07:00:00Z"), account(snapshot, "ann").lastUsed());
        assertEquals(Answer.NO, account(snapshot, "bob").active());
        assertFalse(account(snapshot, "bob").logsIn());
    }

    @Test
    @DisplayName("GitLab: users of an instance")
    void gitlabUsers() throws Exception {
        AccessSnapshot snapshot = Exports.read(work, "gitlab-users.json");
        assertEquals(Answer.YES, account(snapshot, "ann").privileged());
        assertEquals(Answer.YES, account(snapshot, "ann").mfa());
        assertEquals(Answer.NO, account(snapshot, "bob").active());
        assertEquals(AccountType.BOT, account(snapshot, "project_7_bot_a1b2").type());
    }

    @Test
    @DisplayName("GitLab: members have access levels and no word of second factors")
    void gitlabMembers() throws Exception {
        AccessSnapshot snapshot = Exports.read(work, "gitlab-members.json");
        assertEquals(List.of("Owner"), account(snapshot, "ann").roles());
        assertEquals(Answer.YES, account(snapshot, "ann").privileged());
        assertEquals(List.of("Developer"), account(snapshot, "bob").roles());
        assertEquals(Answer.NO, account(snapshot, "bob").privileged());
        assertEquals(Answer.UNKNOWN, account(snapshot, "bob").mfa());
    }

    @Test
    @DisplayName("GitLab: a row for each membership is one account with all its roles")
    void gitlabMembersCsv() throws Exception {
        AccessSnapshot snapshot = Exports.read(work, "gitlab-members.csv");
        assertEquals(2, snapshot.accounts().size());
        assertEquals(
                List.of("Owner of acme", "Owner of acme/shop"),
                account(snapshot, "ann").roles());
        assertEquals(Answer.NO, account(snapshot, "bob").privileged());
        assertEquals(Answer.UNKNOWN, account(snapshot, "bob").active());
        assertEquals(
                List.of("Reporter of acme/shop"),
                account(Exports.read(work, "gitlab-permissions.csv"), "bob").roles());
    }

    @Test
    @DisplayName("Okta: users as JSON and CSV")
    void oktaUsers() throws Exception {
        AccessSnapshot json = Exports.read(work, "okta-users.json");
        assertEquals("Ann Example", account(json, "ann@example.org").name());
        assertEquals(Answer.YES, account(json, "ann@example.org").active());
        assertEquals(Answer.UNKNOWN, account(json, "ann@example.org").mfa());
        assertEquals(Answer.UNKNOWN, account(json, "ann@example.org").privileged());
        assertEquals(Answer.NO, account(json, "bob@example.org").active());

        AccessSnapshot csv = Exports.read(work, "okta-users.csv");
        assertEquals(Answer.YES, account(csv, "ann@example.org").privileged());
        assertEquals(Answer.NO, account(csv, "bob@example.org").privileged());
        assertEquals(Answer.NO, account(csv, "bob@example.org").active());
    }

    @Test
    @DisplayName("Okta: a row for each factor; only a word says that there is none")
    void oktaFactors() throws Exception {
        AccessSnapshot snapshot = Exports.read(work, "okta-factors.csv");
        assertEquals(4, snapshot.accounts().size());
        assertEquals(Answer.YES, account(snapshot, "ann@example.org").mfa());
        assertEquals(Answer.NO, account(snapshot, "bob@example.org").mfa());
        assertEquals(Answer.UNKNOWN, account(snapshot, "cleo@example.org").mfa());
        assertEquals(Answer.UNKNOWN, account(snapshot, "dan@example.org").mfa());
    }

    @Test
    @DisplayName("Google Workspace: users as CSV and JSON; never is no time")
    void google() throws Exception {
        AccessSnapshot csv = Exports.read(work, "google-users.csv");
        assertEquals("Ann Example", account(csv, "ann@example.org").name());
        assertEquals(Answer.YES, account(csv, "ann@example.org").mfa());
        assertEquals(Answer.UNKNOWN, account(csv, "ann@example.org").privileged(), "this export does not say");
        assertEquals(
                Instant.parse("2026-06-20T07:00:00Z"),
                account(csv, "ann@example.org").lastUsed());
        assertEquals(Answer.NO, account(csv, "bob@example.org").active());
        assertEquals(null, account(csv, "bob@example.org").lastUsed());

        AccessSnapshot json = Exports.read(work, "google-users.json");
        assertEquals(
                List.of("super administrator"), account(json, "ann@example.org").roles());
        assertEquals(Answer.YES, account(json, "ann@example.org").privileged());
        assertEquals(Answer.NO, account(json, "bob@example.org").privileged());
        assertEquals(null, account(json, "bob@example.org").lastUsed());
    }

    @Test
    @DisplayName("pages that follow each other or lie in a list are one export")
    void pages() throws Exception {
        String one = "[{\"login\":\"ann\",\"node_id\":\"x\"}]";
        String two = "[{\"login\":\"bob\",\"node_id\":\"x\"}]";
        assertEquals(2, Exports.readText(work, one + "\n" + two).accounts().size());
        assertEquals(
                2,
                Exports.readText(work, "[" + one + "," + two + "]").accounts().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"users\":[{\"primaryEmail\":\"ann@example.org\"}],\"nextPageToken\":\"x\"}",
                "{\"UserDetailList\":[{\"UserName\":\"ann\",\"Arn\":\"a\"}],\"IsTruncated\":true}",
                "{\"data\":{\"organization\":{\"membersWithRole\":{\"pageInfo\":{\"hasNextPage\":true},\"edges\":"
                        + "[{\"node\":{\"login\":\"ann\"}}]}}}}"
            })
    @DisplayName("one page of several is refused")
    void onePage(String text) {
        assertRefused(text, "only one page of several");
    }

    @Test
    @DisplayName("the last page says that there are no more")
    void lastPage() throws Exception {
        String first = "{\"users\":[{\"primaryEmail\":\"ann@example.org\"}],\"nextPageToken\":\"x\"}";
        String last = "{\"users\":[{\"primaryEmail\":\"bob@example.org\"}]}";
        assertEquals(2, Exports.readText(work, first + last).accounts().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "\n",
                "name,colour\nann,red\n",
                "[{\"name\":\"ann\"}]",
                "{\"people\":[{\"login\":\"ann\"}]}"
            })
    @DisplayName("what is not known is refused with what to do")
    void unknown(String text) {
        assertRefused(text, "control-evidence attach");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"login\":\"ann\",\"node_id\":\"x\"},7]",
                "[{\"login\":\"ann\",\"node_id\":\"x\"},{\"primaryEmail\":\"x\"}]",
                "[{\"login\":\"ann\",\"node_id\":\"x\"},{\"login\":\"ANN\",\"node_id\":\"y\"}]",
                "[{\"login\":\"\",\"node_id\":\"x\"}]",
                "[{\"login\":\"ann\",\"login\":\"bob\",\"node_id\":\"x\"}]",
                "username,max_role\nann\n",
                "username,max_role\nann,Owner,x\n",
                "username,max_role,Max Role\nann,Owner,x\n",
                "username,max_role\n\"ann,Owner\n",
                "username,max_role\n,Owner\n"
            })
    @DisplayName("what is broken is refused")
    void broken(String text) {
        assertThrows(EvidenceException.class, () -> Exports.readText(work, text));
    }

    @Test
    @DisplayName("more columns, another order, semicolons, UTF-16 and a byte order mark are all the same")
    void spreadsheets() throws Exception {
        String table = "Colour;2FA;Username;Max role\r\nred;enabled;ann;Owner\r\n\r\n";
        for (byte[] bytes : List.of(
                table.getBytes(StandardCharsets.UTF_8),
                ("\ufeff" + table).getBytes(StandardCharsets.UTF_8),
                ("\ufeff" + table).getBytes(StandardCharsets.UTF_16LE),
                table.replace(';', '\t').getBytes(StandardCharsets.UTF_8))) {
            AccessSnapshot snapshot =
                    AccessSnapshotReader.read(Files.write(work.resolve("export"), bytes), "gitlab", Exports.TAKEN);
            assertEquals(Answer.YES, account(snapshot, "ann").mfa());
        }
        Path latin = Files.write(
                work.resolve("latin"), "username,max_role\nJ\u00f6rg,Owner\n".getBytes(StandardCharsets.ISO_8859_1));
        EvidenceException e =
                assertThrows(EvidenceException.class, () -> AccessSnapshotReader.read(latin, "gitlab", Exports.TAKEN));
        assertTrue(e.getMessage().contains("UTF-8"), e.getMessage());
    }

    @Test
    @DisplayName("an account that is far too large is refused before it fills the memory")
    void tooLarge() {
        assertRefused("[{\"login\":\"ann\",\"node_id\":[" + "1,".repeat(30_000) + "1]}]", "far too large");
        assertRefused("login,role" + ",x".repeat(30_000) + "\n", "far too large");
        assertRefused("[{\"login\":\"" + "a".repeat(501) + "\",\"node_id\":\"x\"}]", "more than 500 characters");
    }

    @ParameterizedTest
    @MethodSource("exports")
    @DisplayName("JSON that is cut off anywhere is refused; a table that is cut off never gains a second factor")
    void truncated(String name) throws Exception {
        byte[] whole =
                new String(Exports.bytes(name), StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
        Map<String, Answer> told = mfa(Exports.read(work, name));
        Path file = work.resolve("cut");
        for (int length = 0; length < whole.length; length += 1 + length / 60) {
            Files.write(file, Arrays.copyOf(whole, length));
            try {
                AccessSnapshot cut = AccessSnapshotReader.read(file, "a system", Exports.TAKEN);
                assertFalse(name.endsWith(".json"), "cut off after " + length + " bytes");
                mfa(cut).forEach((id, answer) -> assertTrue(
                        answer == Answer.UNKNOWN || told.get(id) == null || told.get(id) == answer,
                        "invents an answer"));
            } catch (EvidenceException expected) {
                assertFalse(expected.getMessage().isBlank());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("exports")
    @DisplayName("a damaged export is read or refused, and nothing else happens")
    void fuzz(String name) throws Exception {
        byte[] whole = Exports.bytes(name);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path file = work.resolve("damaged");
        for (int i = 0; i < 150; i++) {
            byte[] damaged = whole.clone();
            int places = 1 + random.nextInt(8);
            for (int k = 0; k < places; k++) {
                damaged[random.nextInt(damaged.length)] = random.nextInt(3) == 0
                        ? (byte) random.nextInt(256)
                        : (byte) "\",[]{}:;\n\\0a".charAt(random.nextInt(12));
            }
            Files.write(file, damaged);
            try {
                AccessSnapshot snapshot = AccessSnapshotReader.read(file, "a system", Exports.TAKEN);
                assertEquals(snapshot.accounts().size(), ids(snapshot).size(), "seed " + seed);
            } catch (EvidenceException expected) {
                assertFalse(expected.getMessage().isBlank(), "seed " + seed);
            } catch (IOException | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
    }

    private static Set<String> ids(AccessSnapshot snapshot) {
        Set<String> ids = new HashSet<>();
        snapshot.accounts().forEach(account -> ids.add(account.id().toLowerCase(Locale.ROOT)));
        return ids;
    }

    private static Map<String, Answer> mfa(AccessSnapshot snapshot) {
        Map<String, Answer> mfa = new HashMap<>();
        snapshot.accounts().forEach(account -> mfa.put(account.id(), account.mfa()));
        return mfa;
    }

    private void assertRefused(String text, String saying) {
        EvidenceException e = assertThrows(EvidenceException.class, () -> Exports.readText(work, text));
        assertTrue(e.getMessage().contains(saying), e.getMessage());
    }

    private static Account account(AccessSnapshot snapshot, String id) {
        return snapshot.accounts().stream()
                .filter(account -> account.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
