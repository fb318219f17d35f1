package io.jenkins.plugins.controlevidence.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operating system is asked for, in which order, before a record is acknowledged; seen by strace. */
class DurabilityTest {
    private static final Pattern OPEN = Pattern.compile("openat\\(AT_FDCWD, \"([^\"]*)\".* = (\\d+)");
    private static final Pattern FORCE = Pattern.compile("(?:fsync|fdatasync)\\((\\d+)\\)\\s+= 0");
    private static final Pattern RENAME = Pattern.compile("rename\\(\"[^\"]*\", \"([^\"]*)\"\\)\\s+= 0");
    private static final Pattern ACKNOWLEDGED = Pattern.compile("write\\(1, \"[0-9a-f]{32}");

    @TempDir
    Path temporary;

    @Test
    void bundleThenTileThenCheckpointAreForcedBeforeARecordIsAcknowledged() throws Exception {
        OtherTools.require("strace");
        OtherTools.prepare(temporary, List.of("strace", "-f", "-o", "/dev/null", "true"));
        Path store = temporary.resolve("store");
        Path trace = temporary.resolve("trace");
        List<String> command = new ArrayList<>(
                List.of("strace", "-f", "-e", "trace=openat,fsync,fdatasync,rename,write", "-o", trace.toString()));
        command.addAll(AppendingProcess.command(store, 12, 1, "-Xshare:auto"));
        assertEquals(0, OtherTools.run(temporary, command).exitCode());

        List<List<String>> rounds = rounds(trace, store.resolve("ledger").toString() + "/");
        assertEquals(12, rounds.size());
        for (int i = 1; i <= rounds.size(); i++) {
            String entries = "tile/entries/000.p";
            String tile = "tile/0/000.p";
            List<String> round = rounds.get(i - 1);
            List<String> expected = List.of(
                    "force file",
                    "rename to " + entries + "/" + i,
                    "force file",
                    "rename to " + tile + "/" + i,
                    "force " + entries,
                    "force " + tile,
                    "force file",
                    "rename to checkpoint",
                    "force ledger");
            assertTrue(containsInOrder(round, expected), () -> "before an acknowledgement: " + round);
        }
    }

    /** What happened below the ledger before each acknowledgement, since the one before. */
    private static List<List<String>> rounds(Path trace, String ledger) throws Exception {
        List<List<String>> rounds = new ArrayList<>();
        List<String> round = new ArrayList<>();
        String[] opened = new String[4096];
        for (String line : whole(Files.readAllLines(trace))) {
            Matcher open = OPEN.matcher(line);
            Matcher force = FORCE.matcher(line);
            Matcher rename = RENAME.matcher(line);
            if (open.find()) {
                opened[Integer.parseInt(open.group(2))] = open.group(1);
            } else if (force.find()) {
                String path = (opened[Integer.parseInt(force.group(1))] + "/").replace(ledger, "");
                round.add("force "
                        + (path.isEmpty() ? "ledger" : path.contains(".tmp") ? "file" : path.replaceAll("/$", "")));
            } else if (rename.find()) {
                round.add("rename to " + rename.group(1).replace(ledger, ""));
            } else if (ACKNOWLEDGED.matcher(line).find()) {
                rounds.add(round);
                round = new ArrayList<>();
            }
        }
        return rounds;
    }

    /** The calls as they ended; strace splits one during which another thread's began. */
    private static List<String> whole(List<String> lines) {
        List<String> whole = new ArrayList<>();
        Map<String, String> begun = new HashMap<>();
        for (String line : lines) {
            String thread = line.substring(0, line.indexOf(' '));
            if (line.endsWith("<unfinished ...>")) {
                begun.put(thread, line.replace("<unfinished ...>", "").strip());
            } else if (line.contains(" resumed>")) {
                whole.add(begun.remove(thread) + line.substring(line.indexOf(" resumed>") + " resumed>".length()));
            } else {
                whole.add(line);
            }
        }
        return whole;
    }

    private static boolean containsInOrder(List<String> all, List<String> wanted) {
        int found = 0;
        for (String one : all) {
            if (found < wanted.size() && one.equals(wanted.get(found))) {
                found++;
            }
        }
        return found == wanted.size();
    }
}
