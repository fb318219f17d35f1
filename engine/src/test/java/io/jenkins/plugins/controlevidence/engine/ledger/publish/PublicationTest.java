package io.jenkins.plugins.controlevidence.engine.ledger.publish;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Retraction;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.KeptCheckpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.Receipt;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreVerifier;
import io.jenkins.plugins.controlevidence.engine.ledger.TimeStamp;
import io.jenkins.plugins.controlevidence.engine.ledger.Trust;
import io.jenkins.plugins.controlevidence.engine.ledger.Witness;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.Publication.Delivery;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints are shown to others, their answers are kept, and what does not fit them is noticed. */
class PublicationTest {
    @TempDir
    Path temporary;

    private Store store;

    @BeforeEach
    void makeStore() throws IOException {
        store = Store.openOrCreate(temporary.resolve("store"));
        append(3);
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
    }

    private void append(int records) throws IOException {
        for (int i = 0; i < records; i++) {
            store.append(ActivityStatement.of(
                    new Retraction(
                            "a".repeat(64),
                            "reason " + i,
                            Actor.of(new Person("Ann", "ann@example.com")),
                            Examples.FINISHED,
                            null),
                    Examples.invocation(),
                    List.of()));
        }
    }

    private Delivery show(Destination destination) throws IOException {
        return new Publication(store, List.of(destination)).run().get(0);
    }

    private List<Check> verify(Trust trust) {
        return new StoreVerifier(store.directory(), trust, check -> {}).verify(Progress.NONE);
    }

    private static void assertVerified(List<Check> checks) {
        assertTrue(checks.stream().allMatch(check -> check.status() == Check.Status.VERIFIED), checks::toString);
    }

    private static Check check(String name, List<Check> checks) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Delivery delivered(Destination to, int shown) {
        return new Delivery(to.name(), shown, 0, Optional.empty());
    }

    @Test
    void anAuthorityStampsACheckpointOnce() throws Exception {
        try (TimeStampServer server = new TimeStampServer()) {
            Destination authority = new TimeStampAuthority(server.address(), Set.of(server.root));
            assertEquals(delivered(authority, 1), show(authority));
            assertEquals(delivered(authority, 0), show(authority));

            KeptCheckpoint kept = store.keptCheckpoints().all().get(0);
            TimeStamp stamp = TimeStamp.parse(kept.receipts().get(0).bytes());
            assertEquals(server.time, stamp.time());
            assertEquals("CN=Time stamps", stamp.authority());
            assertArrayEquals(store.ledger().checkpoint().toBytes(), kept.note());
            List<Check> checks = verify(new Trust(null, List.of(), Set.of(server.root), List.of()));
            assertVerified(checks);
            assertTrue(check("time stamps", checks).detail().contains("2026-03-04T05:06:07Z"), checks::toString);
        }
    }

    @Test
    void whatWasMissedWhileTheAuthorityWasDownIsCaughtUp() throws Exception {
        try (TimeStampServer server = new TimeStampServer()) {
            Destination authority = new TimeStampAuthority(server.address(), Set.of(server.root));
            server.up = false;
            assertFalse(show(authority).complete());
            append(1);
            Delivery failed = show(authority);
            assertEquals(2, failed.waiting());
            assertTrue(failed.problem().orElseThrow().contains("503"), failed::toString);

            server.up = true;
            assertEquals(delivered(authority, 2), show(authority));
        }
    }

    @Test
    void aStampOfSomethingElseIsRefused() throws Exception {
        try (TimeStampServer server = new TimeStampServer()) {
            server.wrong = true;
            Delivery delivery = show(new TimeStampAuthority(server.address(), Set.of()));
            assertTrue(delivery.problem().orElseThrow().contains("something else"), delivery::toString);
            assertTrue(store.keptCheckpoints().all().get(0).receipts().isEmpty());
        }
    }

    @Test
    void anAuthorityThatNobodyVouchesForIsRefused() throws Exception {
        try (TimeStampServer server = new TimeStampServer();
                TimeStampServer other = new TimeStampServer()) {
            Delivery delivery = show(new TimeStampAuthority(server.address(), Set.of(other.root)));
            assertTrue(delivery.problem().orElseThrow().contains("vouches"), delivery::toString);

            show(new TimeStampAuthority(server.address(), Set.of()));
            assertVerified(verify(Trust.NONE));
            List<Check> checks = verify(new Trust(null, List.of(), Set.of(other.root), List.of()));
            assertEquals(Check.Status.NOT_VERIFIED, check("time stamps", checks).status());
        }
    }

    @Test
    void aWitnessCosignsWhatContinuesWhatItHasSeen() throws Exception {
        try (WitnessServer server = new WitnessServer()) {
            Witness key = Witness.parse(server.key());
            Destination witness = new WitnessService(server.address(), key);
            assertTrue(show(witness).complete());
            append(300);
            assertTrue(show(witness).complete());
            assertTrue(show(witness).complete());

            List<Check> checks = verify(new Trust(null, List.of(), Set.of(), List.of(key)));
            assertVerified(checks);
            assertTrue(check("witnesses", checks).detail().contains("303"), checks::toString);
            for (KeptCheckpoint kept : store.keptCheckpoints().all()) {
                String lines = new String(kept.receipts().get(0).bytes(), java.nio.charset.StandardCharsets.UTF_8);
                assertFalse(lines.contains("stranger"), lines);
            }
        }
    }

    @Test
    void aWitnessThatHasSeenAnotherHistoryRefuses() throws Exception {
        try (WitnessServer server = new WitnessServer()) {
            Destination witness = new WitnessService(server.address(), Witness.parse(server.key()));
            assertTrue(show(witness).complete());
            store.close();
            store = Store.openOrCreate(temporary.resolve("another"));
            append(5);
            String problem = show(witness).problem().orElseThrow();
            assertTrue(problem.contains("another history"), problem);
        }
    }

    @Test
    void aWitnessWhoseKeyIsAnothersIsRefused() throws Exception {
        try (WitnessServer server = new WitnessServer();
                WitnessServer other = new WitnessServer()) {
            Delivery delivery = show(new WitnessService(server.address(), Witness.parse(other.key())));
            assertFalse(delivery.complete());
        }
    }

    @Test
    void copiesAreKeptInADirectory() throws IOException {
        Path directory = Files.createDirectory(temporary.resolve("copies"));
        show(new FileCopy(directory));
        append(1);
        show(new FileCopy(directory));
        try (Stream<Path> copies = Files.list(directory)) {
            assertEquals(2, copies.count());
        }
        assertTrue(show(new FileCopy(temporary.resolve("missing")))
                .problem()
                .orElseThrow()
                .contains("mounted"));
    }

    @Test
    void copiesArePutToAWebServerWithATokenThatIsNotShown() throws IOException {
        Map<String, byte[]> got = new ConcurrentHashMap<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        server.createContext("/", exchange -> {
            boolean allowed =
                    "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (allowed && exchange.getRequestMethod().equals("PUT")) {
                got.put(
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestBody().readAllBytes());
            }
            exchange.sendResponseHeaders(allowed ? 201 : 401, -1);
            exchange.close();
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/audit/");
            assertTrue(show(new WebCopy(address, "secret")).complete());
            assertArrayEquals(
                    store.ledger().checkpoint().toBytes(),
                    got.values().iterator().next());
            assertTrue(got.keySet().iterator().next().startsWith("/audit/control-evidence-"), got.keySet()::toString);
            String problem = show(new WebCopy(address, "wrong-token")).problem().orElseThrow();
            assertTrue(problem.contains("401") && !problem.contains("wrong-token"), problem);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void copiesAreCommittedToABranch() throws Exception {
        Path remote = temporary.resolve("remote.git");
        try (Git git = Git.init().setBare(true).setDirectory(remote.toFile()).call()) {
            Destination copy = new GitCopy(remote.toUri().toString(), "checkpoints", null);
            assertEquals(delivered(copy, 1), show(copy));
            assertEquals(delivered(copy, 1), show(copy));
            append(1);
            assertEquals(delivered(copy, 1), show(copy));

            Repository repository = git.getRepository();
            ObjectId head = repository.resolve("refs/heads/checkpoints");
            int commits = 0;
            for (RevCommit commit : git.log().add(head).call()) {
                commits++;
            }
            assertEquals(2, commits, "one for each checkpoint, none for what was there");
        }
        String problem = show(new GitCopy(temporary.resolve("no.git").toString(), "main", null))
                .problem()
                .orElseThrow();
        assertTrue(problem.contains("no.git"), problem);
    }

    @Test
    void everyByteOfWhatIsKeptCounts() throws Exception {
        try (TimeStampServer authority = new TimeStampServer();
                WitnessServer witness = new WitnessServer()) {
            show(new TimeStampAuthority(authority.address(), Set.of()));
            show(new WitnessService(witness.address(), Witness.parse(witness.key())));
        }
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Stream<Path> files = Files.list(store.directory().resolve("checkpoints"))) {
            for (Path file : files.toList()) {
                byte[] before = Files.readAllBytes(file);
                for (int i = 0; i < 25; i++) {
                    byte[] changed = before.clone();
                    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
                    Files.write(file, changed);
                    List<Check> checks = verify(Trust.NONE);
                    assertFalse(
                            checks.stream().allMatch(check -> check.status() == Check.Status.VERIFIED),
                            () -> file + " was changed unnoticed, seed " + seed);
                }
                Files.write(file, before);
            }
        }
        assertVerified(verify(Trust.NONE));
    }

    @Test
    void aRollbackBehindAKeptCheckpointIsNoticed() throws Exception {
        Path older = temporary.resolve("older");
        Path current = store.directory();
        store.close();
        copy(current, older);
        store = Store.open(current);
        append(2);
        Path copies = Files.createDirectory(temporary.resolve("copies"));
        show(new FileCopy(copies));
        copy(current.resolve("checkpoints"), older.resolve("checkpoints"));
        List<Check> checks = new StoreVerifier(older, Trust.NONE, check -> {}).verify(Progress.NONE);
        assertTrue(check("kept checkpoints", checks).detail().contains("rolled back"), checks::toString);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    @Test
    void addressesWithPasswordsAreRefusedWithoutShowingThem() {
        for (org.junit.jupiter.api.function.Executable making : List.<org.junit.jupiter.api.function.Executable>of(
                () -> new TimeStampAuthority(URI.create("https://ann:hunter2@tsa.example"), Set.of()),
                () -> new WebCopy(URI.create("https://ann:hunter2@web.example"), null),
                () -> new WebCopy(URI.create("http://web.example"), "hunter2"),
                () -> new GitCopy("https://ann:hunter2@git.example/x.git", "main", null))) {
            String message =
                    assertThrows(IllegalArgumentException.class, making).getMessage();
            assertFalse(message.contains("hunter2"), message);
        }
    }

    @Test
    void malformedAnswersAreRefusedWithTheStoresOwnException() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 2 && random.nextBoolean()) {
                bytes[0] = 0x30;
                bytes[1] = (byte) (bytes.length - 2);
            }
            assertThrows(IOException.class, () -> TimeStamp.parse(bytes), () -> "seed " + seed);
        }
        assertThrows(IllegalArgumentException.class, () -> new Receipt(Receipt.Kind.TSR, "no", new byte[1]));
    }
}
