package io.jenkins.plugins.controlevidence.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed at any instant loses nothing that it was told is recorded, and leaves a store that verifies and
 * opens. How many are killed: the system property {@code control-evidence.kills}.
 */
class KilledProcessTest {
    private static final int KILLS = Integer.getInteger("control-evidence.kills", 20);
    private static final int KILLS_A_STORE = 10;

    @TempDir
    static Path temporary;

    private static Path classArchive;

    /** An archive of the classes that the processes load: they start in half the time. */
    @BeforeAll
    static void archiveClasses() throws Exception {
        classArchive = temporary.resolve("classes.jsa");
        Process process =
                AppendingProcess.start(temporary.resolve("first"), 1, "-XX:ArchiveClassesAtExit=" + classArchive);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    }

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<String> acknowledged = new HashSet<>();
        long leftovers = 0;
        long unfinishedStores = 0;
        long total = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Path directory = temporary.resolve("store" + kill / KILLS_A_STORE);
            if (kill % KILLS_A_STORE == 0) {
                acknowledged.clear();
            }
            String where = "kill " + kill + ", seed " + seed;
            Set<String> told = killedAtSomeInstant(directory, random);
            acknowledged.addAll(told);
            total += told.size();

            if (Files.exists(directory.resolve("store.json"))) {
                List<Check> checks = StoreFixture.verify(directory, null, null);
                assertTrue(StoreFixture.verified(checks), () -> where + ": " + checks);
                leftovers += checks.stream()
                        .filter(check -> check.detail().contains("cut off before"))
                        .count();
            } else {
                unfinishedStores++;
                assertEquals(Set.of(), acknowledged, where);
            }
            try (Store store = Store.openOrCreate(directory)) {
                assertTrue(ids(store).containsAll(acknowledged), where);
                StoreFixture.fill(store, kill, kill + 1);
            }
            List<Check> checks = StoreFixture.verify(directory, null, null);
            assertTrue(StoreFixture.verified(checks), () -> where + ": " + checks);
        }
        System.out.println(KILLS + " processes killed, " + leftovers + " of them within a write, " + unfinishedStores
                + " while they made the store; none of " + total + " acknowledged records lost");
    }

    /**
     * Starts a process and kills it: one in ten while it starts and makes or opens the store, the others some microseconds
     * after they were told of some records. Gives the ids of all records that it was told of.
     */
    private static Set<String> killedAtSomeInstant(Path directory, Random random) throws Exception {
        Process process = AppendingProcess.start(directory, 0, "-XX:SharedArchiveFile=" + classArchive);
        boolean early = random.nextInt(10) == 0;
        int after = 1 + random.nextInt(30);
        int micros = random.nextInt(early ? 800_000 : 8_000);
        Set<String> acknowledged = new HashSet<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (int line = 0; !early && line < after; line++) {
                acknowledged.add(reader.readLine());
            }
            TimeUnit.MICROSECONDS.sleep(micros);
            process.toHandle().destroyForcibly(); // Process.destroyForcibly would close the pipe before it is read
            addIds(reader, acknowledged);
        }
        assertEquals(128 + 9, process.waitFor(), "ended otherwise than by the kill");
        return acknowledged;
    }

    /** The ids that a process prints until it ends; half a line, cut off by the kill, does not count. */
    private static void addIds(BufferedReader reader, Set<String> ids) {
        reader.lines().filter(line -> line.length() == 64).forEach(ids::add);
    }

    private static Set<String> ids(Store store) throws IOException {
        Set<String> ids = new HashSet<>();
        store.ledger().entries(0, (index, id, entry) -> ids.add(id));
        return ids;
    }
}
