package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that appends to a store with three threads until it is killed, and prints the id of each record it was told of. */
final class AppendingProcess {
    private static final int THREADS = 3;

    private AppendingProcess() {}

    /** Takes the store's directory and how many records a thread appends at most; 0 means without end. */
    public static void main(String[] arguments) throws Exception {
        int limit = Integer.parseInt(arguments[1]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        try (Store store = Store.openOrCreate(Path.of(arguments[0]))) {
            Thread[] threads = new Thread[THREADS];
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                threads[t] = new Thread(() -> append(store, thread, limit, out));
                threads[t].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static void append(Store store, int thread, int limit, PrintStream out) {
        try {
            ArtefactReference commits = null;
            for (int i = 0; limit == 0 || i < limit; i++) {
                if (i % 5 == 0) {
                    String content = "artefact " + thread + " " + i + " "
                            + ProcessHandle.current().pid();
                    commits = store.artefacts()
                            .put("commits", "text/plain", to -> to.write(content.getBytes(StandardCharsets.US_ASCII)));
                }
                out.println(store.append(StoreFixture.statement(commits, i)).id());
            }
        } catch (IOException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }
}
