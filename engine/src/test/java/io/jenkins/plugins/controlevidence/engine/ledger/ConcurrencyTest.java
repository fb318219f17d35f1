package io.jenkins.plugins.controlevidence.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {
    private static final ArtefactReference COMMITS = new ArtefactReference("commits", "text/plain", "0".repeat(64), 1);

    @TempDir
    Path directory;

    @Test
    void thirtyTwoWritersInOneProcessEachGetTheirOwnPlace() throws Exception {
        int writers = 32;
        int each = 20;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try (Store store = Store.openOrCreate(directory);
                Store second = Store.open(directory)) {
            List<Callable<List<Appended>>> tasks = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int number = writer;
                Store mine = writer % 4 == 0 ? second : store;
                tasks.add(() -> {
                    List<Appended> appended = new ArrayList<>();
                    for (int i = 0; i < each; i++) {
                        appended.addAll(mine.appendAll(List.of(
                                StoreFixture.statement(COMMITS, number * 1_000 + i),
                                StoreFixture.statement(COMMITS, number * 1_000 + i + 500))));
                    }
                    return appended;
                });
            }
            Set<Long> places = new TreeSet<>();
            for (Future<List<Appended>> future : threads.invokeAll(tasks)) {
                List<Appended> appended = future.get();
                for (int i = 0; i < appended.size(); i++) {
                    assertEquals(
                            store.ledger().id(appended.get(i).index()),
                            appended.get(i).id());
                    if (i % 2 == 1) {
                        assertEquals(
                                appended.get(i - 1).index() + 1,
                                appended.get(i).index(),
                                "what goes together stays so");
                    }
                    places.add(appended.get(i).index());
                }
            }
            assertEquals(
                    IntStream.range(0, writers * each * 2)
                            .mapToObj(i -> (long) i)
                            .collect(Collectors.toSet()),
                    places);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void twoProcessesWriteToOneStore() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(AppendingProcess.start(directory, 30, "-Xshare:auto"));
        }
        Set<String> acknowledged = new HashSet<>();
        for (Process process : processes) {
            try (BufferedReader reader = process.inputReader(StandardCharsets.US_ASCII)) {
                reader.lines().forEach(acknowledged::add);
            }
            assertEquals(0, process.waitFor());
        }

        assertEquals(2 * 3 * 30, acknowledged.size());
        Set<String> there = new HashSet<>();
        try (Store store = Store.openReadOnly(directory)) {
            store.ledger().entries(0, (index, id, entry) -> there.add(id));
        }
        assertEquals(acknowledged, there);
        List<Check> checks = StoreFixture.verify(directory, null, null);
        assertTrue(StoreFixture.verified(checks), checks::toString);
    }

    @Test
    void whoWaitsTooLongIsToldWhatToDo() throws Exception {
        Path file = directory.resolve("lock");
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (StoreLock lock = StoreLock.open(file, Duration.ofMillis(50));
                StoreLock other = StoreLock.open(file, Duration.ofMillis(50))) {
            Thread holder = new Thread(() -> hold(other, held, done));
            holder.start();
            held.await();

            StoreException e = assertThrows(StoreException.class, () -> lock.whileHeld(() -> true));
            assertTrue(e.getMessage().contains("another run") && e.getMessage().contains("try again"), e.getMessage());

            done.countDown();
            holder.join();
            assertTrue(lock.whileHeld(() -> true));
        }
    }

    private static void hold(StoreLock lock, CountDownLatch held, CountDownLatch done) {
        try {
            lock.whileHeld(() -> {
                held.countDown();
                try {
                    done.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return null;
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void interruptedWriterLeavesTheStoreUsableForTheOthers() throws Exception {
        try (Store store = Store.openOrCreate(directory)) {
            for (int i = 0; i < 20; i++) {
                Thread.currentThread().interrupt();
                assertThrows(StoreException.class, () -> store.append(StoreFixture.statement(COMMITS, 1)));
                assertTrue(Thread.interrupted(), "the interrupt is passed on");
                store.append(StoreFixture.statement(COMMITS, 2));
            }
        }
        assertEquals(
                Check.Status.VERIFIED,
                StoreFixture.verify(directory, null, null).stream()
                        .filter(check -> check.name().equals("ledger"))
                        .findFirst()
                        .orElseThrow()
                        .status());
    }
}
