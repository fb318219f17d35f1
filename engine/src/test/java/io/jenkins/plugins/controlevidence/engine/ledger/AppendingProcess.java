package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process that appends to a store until it is done or killed, and prints the id of each record it was told of. */
final class AppendingProcess {
    private AppendingProcess() {}

    /** Starts one with three threads; an option of the JVM can be given. */
    static Process start(Path store, int limit, String option) throws IOException {
        return new ProcessBuilder(command(store, limit, 3, option))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The command line of one. */
    static List<String> command(Path store, int limit, int threads, String option) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                option,
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName(),
                store.toString(),
                Integer.toString(limit),
                Integer.toString(threads));
    }

    /** Takes the store's directory, how many records a thread appends (0 means without end), and the number of threads. */
    public static void main(String[] arguments) throws Exception {
        int limit = Integer.parseInt(arguments[1]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        try (Store store = Store.openOrCreate(Path.of(arguments[0]))) {
            Thread[] threads = new Thread[Integer.parseInt(arguments[2])];
            for (int t = 0; t < threads.length; t++) {
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
