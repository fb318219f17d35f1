package io.jenkins.plugins.controlevidence.engine.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ChangeAuthors;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Disposition;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Retraction;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.gate.RecordedDecision;
import io.jenkins.plugins.controlevidence.engine.gate.RecordedDecision.Decider;
import io.jenkins.plugins.controlevidence.engine.gate.Verdict;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decisions that a gate is told of: those of the ledger on its findings, and how who decided stands to the change. */
class DispositionLookupTest {
    private static final String REPOSITORY = "https://git.example.org/shop";
    private static final Instant PUSHED = Instant.parse("2026-03-02T09:00:00Z");
    private static final Person ANN = new Person("Ann Example", "ann@example.org");
    private static final Person CARL = new Person("Carl", "carl@example.org");
    private static final Actor BEN = new Actor("Ben", "ben@example.org", "ben", Actor.Type.PERSON);
    private static final ChangeAuthors BY_ANN = new ChangeAuthors(List.of(Actor.of(ANN)), List.of(Actor.of(ANN)));

    @TempDir
    Path directory;

    private Store store;
    private RecordedBranch branch;
    private Change change;
    private Finding finding;

    @BeforeEach
    void aFindingIsFound() throws IOException {
        store = Store.openOrCreate(directory.resolve("store"));
        branch = new RecordedBranch(store, REPOSITORY, "main", 1);
        change = branch.push(PUSHED, 1);
        finding = ofUnknownOrigin(branch.finding(Family.SAST, "semgrep", Severity.HIGH, "SQL"));
        branch.flush();
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
    }

    @Test
    void readsWhatWasDecidedInTheOrderOfTheLedger() throws IOException {
        String first = record(disposition(Decision.MITIGATED, BEN, REPOSITORY));
        String second = record(disposition(Decision.ACCEPTED, BEN, null));
        assertEquals(
                List.of(
                        new RecordedDecision(
                                first,
                                finding.fingerprint(),
                                Decision.MITIGATED,
                                null,
                                PUSHED,
                                "Ben (ben)",
                                null,
                                Decider.SOMEBODY_ELSE,
                                false),
                        new RecordedDecision(
                                second,
                                finding.fingerprint(),
                                Decision.ACCEPTED,
                                LocalDate.of(2026, 6, 30),
                                PUSHED,
                                "Ben (ben)",
                                "It is not known who asked for the acceptance.",
                                Decider.SOMEBODY_ELSE,
                                false)),
                decisions(BY_ANN));
    }

    @Test
    void decisionsOnOtherFindingsAndInOtherRepositoriesAreNone() throws IOException {
        record(disposition(Decision.MITIGATED, BEN, "https://git.example.org/other"));
        Finding other = branch.finding(Family.SAST, "semgrep", Severity.HIGH, "XSS");
        record(disposition(Decision.MITIGATED, BEN, REPOSITORY));
        assertEquals(List.of(), of(List.of(other), BY_ANN));
        assertEquals(List.of(), of(List.of(), BY_ANN));
        assertEquals(1, decisions(BY_ANN).size());
    }

    @Test
    void aRetractionShows() throws IOException {
        String id = record(disposition(Decision.MITIGATED, BEN, REPOSITORY));
        record(new Retraction(id, "a slip", BEN, PUSHED, null));
        assertTrue(decisions(BY_ANN).get(0).retracted());
    }

    @Test
    void whoWroteOrCommittedTheChangeIsItsAuthorUnderWhateverName() throws IOException {
        record(disposition(
                Decision.MITIGATED, new Actor("A. E.", "ANN@example.org", "ann", Actor.Type.PERSON), REPOSITORY));
        assertEquals(Decider.AUTHOR, decider(BY_ANN));
        Actor ann = Actor.of(ANN);
        Actor carl = Actor.of(CARL);
        assertEquals(Decider.AUTHOR, decider(new ChangeAuthors(List.of(carl), List.of(ann))));
        assertEquals(Decider.SOMEBODY_ELSE, decider(new ChangeAuthors(List.of(carl), List.of(carl))));
        assertEquals(Decider.UNKNOWN, decider(new ChangeAuthors(List.of(), List.of())));
    }

    @Test
    void whoPushedTheFindingIsItsAuthorWhoeverCommitsAfterwards() throws IOException {
        push(2, ANN, CARL);
        branch.scan(PUSHED.plusSeconds(90), Family.SAST, "semgrep", List.of(finding));
        push(3, CARL);
        branch.scan(PUSHED.plusSeconds(190), Family.SAST, "semgrep", List.of(finding));
        record(disposition(Decision.FALSE_POSITIVE, Actor.of(ANN), REPOSITORY));
        ChangeAuthors carl = new ChangeAuthors(List.of(Actor.of(CARL)), List.of(Actor.of(CARL)));
        assertEquals(Decider.AUTHOR, decider(carl));
        record(disposition(Decision.FALSE_POSITIVE, BEN, REPOSITORY));
        assertEquals(Decider.SOMEBODY_ELSE, decisions(carl).get(1).decider());
    }

    @Test
    void ofWhatWasThereBeforeTheFirstRunNobodyIsKnown() throws IOException {
        branch.scan(PUSHED.plusSeconds(90), Family.SAST, "semgrep", List.of(finding));
        record(disposition(Decision.FALSE_POSITIVE, Actor.of(ANN), REPOSITORY));
        Actor carl = Actor.of(CARL);
        assertEquals(Decider.SOMEBODY_ELSE, decider(new ChangeAuthors(List.of(carl), List.of(carl))));
    }

    @Test
    void whoIsKnownToHaveBroughtACredentialInIsItsAuthor() throws IOException {
        Finding leak = branch.finding(Family.SECRETS, "secrets", Severity.HIGH, "key");
        assertEquals(ANN, leak.introduced().author());
        finding = leak;
        record(disposition(Decision.MITIGATED, Actor.of(ANN), REPOSITORY));
        Actor carl = Actor.of(CARL);
        assertEquals(Decider.AUTHOR, decider(new ChangeAuthors(List.of(carl), List.of(carl))));
    }

    @Test
    void whatAGateHasLetPassIsKnown() throws IOException {
        String id = record(disposition(Decision.MITIGATED, BEN, REPOSITORY));
        Verdict.Disposed disposed =
                new Verdict.Disposed(finding.fingerprint(), id, Decision.MITIGATED, "Ben (ben)", null);
        branch.gate(PUSHED.plusSeconds(60), Outcome.PASSED, List.of(), List.of(disposed));
        branch.gate(PUSHED.plusSeconds(120), Outcome.PASSED, List.of(), List.of(disposed));
        branch.flush();
        try (EvidenceIndex index = EvidenceIndex.inMemory(store, Progress.NONE)) {
            assertEquals(
                    Set.of(finding.fingerprint()),
                    new DispositionLookup(store, index)
                            .of(change, List.of(finding), BY_ANN)
                            .letPass());
        }
    }

    /** Otherwise a limit for new findings would forget a waiver's end. */
    @Test
    void whatAWaiverHasLetPassIsKnownToo() throws IOException {
        branch.gate(
                PUSHED.plusSeconds(60),
                Outcome.PASSED,
                List.of(new Verdict.Waived(finding.fingerprint(), "ann", "T-1", PUSHED.plusSeconds(90))));
        branch.flush();
        try (EvidenceIndex index = EvidenceIndex.inMemory(store, Progress.NONE)) {
            assertEquals(
                    Set.of(finding.fingerprint()),
                    new DispositionLookup(store, index)
                            .of(change, List.of(finding), BY_ANN)
                            .letPass());
        }
    }

    @Test
    void whatWasLetPassAndIsNotThereAnyMoreIsNotAskedFor() throws IOException {
        branch.gate(
                PUSHED.plusSeconds(60),
                Outcome.PASSED,
                List.of(new Verdict.Waived(finding.fingerprint(), "ann", "T-1", PUSHED.plusSeconds(90))));
        branch.flush();
        try (EvidenceIndex index = EvidenceIndex.inMemory(store, Progress.NONE)) {
            assertEquals(
                    Set.of(),
                    new DispositionLookup(store, index)
                            .of(change, List.of(), BY_ANN)
                            .letPass());
        }
    }

    @Test
    void aDamagedRecordIsNoDecision() throws IOException {
        record(disposition(Decision.MITIGATED, BEN, REPOSITORY));
        try (EvidenceIndex index = EvidenceIndex.open(store, Progress.NONE)) {
            DispositionLookup lookup = new DispositionLookup(store, index);
            assertEquals(
                    1, lookup.of(change, List.of(finding), BY_ANN).decisions().size());
            alterEntries();
            IOException e = assertThrows(IOException.class, () -> lookup.of(change, List.of(finding), BY_ANN));
            assertTrue(e.getMessage().contains("is damaged"), e::getMessage);
        }
    }

    private static Finding ofUnknownOrigin(Finding f) {
        return new Finding(
                f.family(),
                f.tool(),
                f.rule(),
                f.title(),
                f.severity(),
                f.toolSeverity(),
                f.message(),
                f.locations(),
                f.occurrences(),
                f.fingerprint(),
                f.identifiers(),
                f.help(),
                f.component(),
                f.mask(),
                null,
                null);
    }

    private void alterEntries() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> path.toString().contains("entries"))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length - 20] ^= 1;
                Files.write(file, bytes);
            }
        }
    }

    private void push(int second, Person... authors) throws IOException {
        List<Commit> commits = branch.commits(PUSHED.plusSeconds(60L * second), authors.length);
        List<Commit> own = new ArrayList<>();
        for (int i = 0; i < authors.length; i++) {
            Commit c = commits.get(i);
            own.add(new Commit(c.id(), c.parents(), authors[i], c.authored(), authors[i], c.committed(), c.subject()));
        }
        change = branch.run(PUSHED.plusSeconds(60L * second), own, Continuity.CONTINUED, false);
    }

    private Disposition disposition(Decision decision, Actor by, String repository) {
        return new Disposition(
                repository,
                finding.fingerprint(),
                decision,
                decision == Decision.ACCEPTED ? LocalDate.of(2026, 6, 30) : null,
                "because",
                null,
                by,
                null,
                PUSHED,
                null,
                null,
                null);
    }

    private String record(Activity activity) throws IOException {
        branch.flush();
        Invocation invocation = new Invocation("https://example.org/builder", null, null, "host", "test");
        return store.append(ActivityStatement.of(activity, invocation, List.of()))
                .id();
    }

    private Decider decider(ChangeAuthors authors) throws IOException {
        return decisions(authors).get(0).decider();
    }

    private List<RecordedDecision> decisions(ChangeAuthors authors) throws IOException {
        return of(List.of(finding), authors);
    }

    private List<RecordedDecision> of(List<Finding> findings, ChangeAuthors authors) throws IOException {
        try (EvidenceIndex index = EvidenceIndex.inMemory(store, Progress.NONE)) {
            return new DispositionLookup(store, index)
                    .of(change, findings, authors)
                    .decisions();
        }
    }
}
